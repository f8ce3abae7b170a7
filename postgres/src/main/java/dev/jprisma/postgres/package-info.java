/** PostgreSQL as a server: its binaries, clusters (data directories) and postmasters (live servers). */
package dev.jprisma.postgres;
