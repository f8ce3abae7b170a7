/**
 * PostgreSQL as a server: its binaries, its clusters (data directories) and its postmasters (live servers). The only
 * package that starts processes of PostgreSQL.
 */
package dev.jprisma.postgres;
