/** Requests with a plan, read and executed on a session of the pool or of a transaction; for the routes. */
package dev.jprisma.gateway.prisma.execute;
