/**
 * What happened during a request, for the clients that ask: statements and transactions tell it, the routes send it
 * along with the data.
 */
package dev.jprisma.gateway.prisma.telemetry;
