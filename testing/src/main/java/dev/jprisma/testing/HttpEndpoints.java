package dev.jprisma.testing;

import dev.jprisma.state.CloseAll;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** The HTTP gateways of databases, opened when they are asked for. */
final class HttpEndpoints implements AutoCloseable {
    private final Map<String, HttpEndpoint> open = new ConcurrentHashMap<>();

    /** @param key tells the databases of this object apart */
    HttpEndpoint of(String key, ServerLogin server, String database, String url, String shadowUrl) {
        return open.computeIfAbsent(key, ignored -> open(OptionalInt.empty(), server, database, url, shadowUrl));
    }

    /** @param httpPort empty for any */
    static HttpEndpoint open(OptionalInt httpPort, ServerLogin server, String database, String url, String shadowUrl) {
        try {
            return GatewayHttpEndpoint.open(httpPort, server, database, url, shadowUrl);
        } catch (NoClassDefFoundError e) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "An HTTP URL needs the gateway: add dev.jprisma:jprisma-http-gateway to the test's class path",
                    e);
        }
    }

    void close(String key) {
        HttpEndpoint endpoint = open.remove(key);
        if (endpoint != null) {
            endpoint.close();
        }
    }

    @Override
    public void close() {
        CloseAll.of(open.keySet().stream()
                .<AutoCloseable>map(key -> () -> close(key))
                .toList());
    }
}
