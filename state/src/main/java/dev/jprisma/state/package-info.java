/** The home. */
package dev.jprisma.state;
