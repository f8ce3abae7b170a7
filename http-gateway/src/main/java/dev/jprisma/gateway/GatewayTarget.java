package dev.jprisma.gateway;

import static java.util.Objects.requireNonNull;

import dev.jprisma.postgres.wire.ServerAddress;
import java.util.Set;

/**
 * What a port of the gateway leads to.
 *
 * @param name of the instance, for messages
 * @param server its PostgreSQL, and the credentials that clients must have who have no API key
 * @param apiKey what a request must bring; never printed
 * @param allowedOrigins of web pages that may ask, such as {@code http://localhost:3000}; compared exactly
 */
public record GatewayTarget(String name, ServerAddress server, String apiKey, Set<String> allowedOrigins) {

    public GatewayTarget {
        requireNonNull(name, "name");
        requireNonNull(server, "server");
        if (apiKey.isEmpty()) {
            throw new IllegalArgumentException("An empty API key would let everybody in.");
        }
        allowedOrigins = Set.copyOf(allowedOrigins);
        if (allowedOrigins.contains("null") || allowedOrigins.contains("*")) {
            throw new IllegalArgumentException("Only origins such as http://localhost:3000 can be allowed.");
        }
    }

    /** A target that no web page may ask. */
    public GatewayTarget(String name, ServerAddress server, String apiKey) {
        this(name, server, apiKey, Set.of());
    }

    @Override
    public String toString() {
        return name + " at " + server;
    }
}
