/**
 * The {@code jprisma} command: one class a command under {@link dev.jprisma.cli.BaseCommand}, the streams and the home
 * given to them by {@link dev.jprisma.cli.output.Console} and {@link dev.jprisma.cli.Main}.
 *
 * <p>It never links the daemon. What only looks (such as {@code dev ls}) reads the home itself; what changes something
 * asks the daemon ({@link dev.jprisma.client}).
 */
package dev.jprisma.cli;
