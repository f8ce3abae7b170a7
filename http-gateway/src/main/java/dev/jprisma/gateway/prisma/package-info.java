/**
 * Prisma Client 7 over HTTP: the client compiles a query to a plan, which is evaluated here. This package has the
 * routes, which keep to {@code limit}; below it a request goes through {@code execute} (or {@code transaction}, or is
 * served by {@code cache}), {@code plan}, {@code statement} to PostgreSQL, and back through {@code result};
 * {@code value}, {@code generator}, {@code telemetry} and {@code error} are what all of them share.
 */
package dev.jprisma.gateway.prisma;
