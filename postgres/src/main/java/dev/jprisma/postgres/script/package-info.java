/** Scripts of SQL, read as {@code psql} reads them: statement by statement, in bounded memory, without a server. */
package dev.jprisma.postgres.script;
