/** All that a server holds, copied into one of another version and compared. */
package dev.jprisma.postgres.upgrade;
