package dev.jprisma.cli.transfer;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Dump a database.
 *
 * @param file replaced when the dump is whole; null for the output
 * @param output what is written to where there is no file
 * @param options further ones of {@code pg_dump}
 */
public record DumpOrder(Database source, Path file, OutputStream output, List<String> options) {}
