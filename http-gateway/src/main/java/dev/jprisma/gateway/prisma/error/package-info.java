/**
 * What a client of Prisma is told when something fails, and which of its error codes an error of PostgreSQL is. The
 * lowest of these packages: all others throw {@link dev.jprisma.gateway.prisma.error.PrismaError}, the routes answer
 * with it.
 */
package dev.jprisma.gateway.prisma.error;
