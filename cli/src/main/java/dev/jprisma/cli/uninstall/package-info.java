/** What {@code jprisma self uninstall} takes away, and what it leaves. */
package dev.jprisma.cli.uninstall;
