package dev.jprisma.migrations;

/**
 * SQL that goes to the server in one go: a statement, or several, which are one transaction then.
 *
 * @param line which of the file is its first, from 1
 */
record Script(String sql, long line) {}
