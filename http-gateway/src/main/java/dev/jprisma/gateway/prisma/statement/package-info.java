/**
 * How a statement gets to PostgreSQL, with its values bound and in a transaction if it needs one; for the nodes of
 * plans, and for interactive transactions.
 */
package dev.jprisma.gateway.prisma.statement;
