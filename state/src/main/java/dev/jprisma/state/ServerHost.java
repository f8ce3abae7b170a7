package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

/**
 * Where a PostgreSQL server listens.
 *
 * @param host name or numeric address, an IPv6 one without brackets
 */
public record ServerHost(String host, int port) {
    /** Where the port is not said. */
    public static final int DEFAULT_PORT = 5432;

    public ServerHost {
        requireNonNull(host, "host");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port " + port + " is not between 1 and 65535");
        }
    }

    /** As in a URL: {@code host:port}. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
