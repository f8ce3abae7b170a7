/** The transactions that clients hold open over several requests; for the routes. */
package dev.jprisma.gateway.prisma.transaction;
