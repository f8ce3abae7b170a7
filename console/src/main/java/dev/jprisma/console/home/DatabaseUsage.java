package dev.jprisma.console.home;

/**
 * What a database does and takes.
 *
 * @param transactions committed and rolled back since its statistics began; 0 while it does not run
 * @param bytes that its data takes on the disk
 */
public record DatabaseUsage(long transactions, long bytes) {}
