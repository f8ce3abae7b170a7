package dev.jprisma.postgres;

/**
 * How much is in a folder and those in it.
 *
 * @param files other than folders
 * @param bytes in them
 */
public record TreeSize(long files, long bytes) {}
