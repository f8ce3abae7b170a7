/** A small client of the PostgreSQL frontend/backend protocol 3.0. */
package dev.jprisma.postgres.wire;
