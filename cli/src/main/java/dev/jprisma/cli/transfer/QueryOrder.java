package dev.jprisma.cli.transfer;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * SQL to be executed as it is read, and its results to be shown.
 *
 * @param sql statements that end with semicolons, the last one also without
 * @param results where tables and what statements say of themselves go, and prompts
 * @param errors takes what the server says beside, and errors, in one or more lines
 * @param interactive whether a person types it: then there are prompts, and it goes on after an error
 * @param missing what is to be said where only psql would do
 */
public record QueryOrder(
        Database database,
        InputStream sql,
        PrintStream results,
        Consumer<String> errors,
        boolean interactive,
        String missing) {}
