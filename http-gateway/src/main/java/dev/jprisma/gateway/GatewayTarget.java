package dev.jprisma.gateway;

import static java.util.Objects.requireNonNull;

import dev.jprisma.postgres.wire.ServerAddress;

/**
 * What a port of the gateway leads to.
 *
 * @param name of the instance, for messages
 * @param server its PostgreSQL, and the credentials that a connection string must have
 * @param apiKey what a request must bring; never printed
 */
public record GatewayTarget(String name, ServerAddress server, String apiKey) {

    public GatewayTarget {
        requireNonNull(name, "name");
        requireNonNull(server, "server");
        if (apiKey.isEmpty()) {
            throw new IllegalArgumentException("An empty API key would let everybody in.");
        }
    }

    @Override
    public String toString() {
        return name + " at " + server;
    }
}
