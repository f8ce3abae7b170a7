/** {@code jprisma.toml}: what a folder says of its instance, so that each checkout of it gets the same. */
package dev.jprisma.cli.project;
