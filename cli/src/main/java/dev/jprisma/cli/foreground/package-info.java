/** {@code jprisma dev} in the foreground: an instance that lives as long as its terminal. */
package dev.jprisma.cli.foreground;
