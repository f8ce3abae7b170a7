/** Responses that are kept for as long as their clients allow; for the routes that serve reads from them. */
package dev.jprisma.gateway.prisma.cache;
