/**
 * Extensions that do not come with PostgreSQL: brought into the home from a package, an archive, a folder or source
 * code, and tried on a server before any other sees them.
 */
package dev.jprisma.postgres.extension;
