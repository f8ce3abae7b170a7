/**
 * The HTTP ports of instances: one Jetty and Javalin server for all of them, with a port for each.
 *
 * <p>{@link dev.jprisma.gateway.HttpGateway} is the one way in. This package puts the server together and knows whose a
 * connection is, by the port it arrived on; {@code access} decides who may do what, before anything is routed;
 * {@code pool} keeps connections to PostgreSQL; {@code http} has what handlers share; {@code neon}, {@code ppg},
 * {@code prisma} and {@code tunnel} speak the protocols of the clients; {@code settings} is what all of them are told,
 * {@code text} how PostgreSQL writes values. No package knows one that uses it.
 */
package dev.jprisma.gateway;
