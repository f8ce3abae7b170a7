package dev.jprisma.gateway.settings;

import static java.util.Objects.requireNonNull;

import dev.jprisma.postgres.wire.ServerAddress;
import java.util.Set;

/**
 * What a port of the gateway leads to.
 *
 * @param name of the instance, for messages
 * @param server its PostgreSQL, and how the gateway logs in there
 * @param apiKey what a request must bring; where clients send user and password it is taken as the password
 * @param password what else is taken as the password: one that nobody can guess, or null; never printed
 * @param allowedOrigins of web pages that may ask, such as {@code http://localhost:3000}; compared exactly
 * @param loginAdvice what to do where PostgreSQL refuses the gateway's own login, as a sentence
 * @param limits of production that it has, or null for {@linkplain GatewaySettings#limits those of the gateway}
 */
public record GatewayTarget(
        String name,
        ServerAddress server,
        String apiKey,
        String password,
        Set<String> allowedOrigins,
        String loginAdvice,
        ProductionLimits limits) {

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

    /** A target whose server is an instance's own. */
    public GatewayTarget(
            String name, ServerAddress server, String apiKey, String password, Set<String> allowedOrigins) {
        this(
                name,
                server,
                apiKey,
                password,
                allowedOrigins,
                "User, password and database postgres anew: \"jprisma dev password " + name + "\".",
                null);
    }

    /** A target that takes the server's own password, which is random, and that no web page may ask. */
    public GatewayTarget(String name, ServerAddress server, String apiKey) {
        this(name, server, apiKey, server.password(), Set.of());
    }

    /** The same with other advice. */
    public GatewayTarget withLoginAdvice(String sentence) {
        return new GatewayTarget(name, server, apiKey, password, allowedOrigins, sentence, limits);
    }

    /** The same with those limits of production, or null for those of the gateway. */
    public GatewayTarget withLimits(ProductionLimits others) {
        return new GatewayTarget(name, server, apiKey, password, allowedOrigins, loginAdvice, others);
    }

    @Override
    public String toString() {
        return name + " at " + server;
    }
}
