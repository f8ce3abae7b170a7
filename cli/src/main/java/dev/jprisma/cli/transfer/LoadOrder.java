package dev.jprisma.cli.transfer;

import java.io.InputStream;
import java.nio.file.Path;

/**
 * Load a file.
 *
 * @param file null for the input
 * @param input what is read where there is no file
 * @param format null to see it by its name and its first bytes
 * @param table for a file of values; null for one that says itself where things go
 * @param create whether the table is made, of what the file names
 * @param clean whether the database is emptied first, in the same transaction if it is one
 * @param oneTransaction whether all of it is one transaction
 * @param seed whether the database notes in that transaction that it has been seeded
 */
public record LoadOrder(
        Database target,
        Path file,
        InputStream input,
        FileFormat format,
        String table,
        boolean create,
        boolean clean,
        boolean oneTransaction,
        boolean seed) {}
