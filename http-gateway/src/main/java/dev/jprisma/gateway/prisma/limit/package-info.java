/** Limits that Prisma Postgres has in production, for instances that are to have them too. */
package dev.jprisma.gateway.prisma.limit;
