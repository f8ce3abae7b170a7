/** What Prisma's {@code create-db} asks of its worker. */
package dev.jprisma.console.createdb;
