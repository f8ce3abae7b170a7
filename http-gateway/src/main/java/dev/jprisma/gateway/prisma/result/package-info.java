/**
 * What PostgreSQL answers: types of columns, rows as they arrive, and the ways in which these become records, raw
 * results or the {@linkplain dev.jprisma.gateway.prisma.result.Structure shape} that the client wants; for the nodes of
 * plans.
 */
package dev.jprisma.gateway.prisma.result;
