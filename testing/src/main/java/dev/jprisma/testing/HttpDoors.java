package dev.jprisma.testing;

import dev.jprisma.state.CloseAll;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** The HTTP gateways of databases, opened when they are asked for. */
final class HttpDoors implements AutoCloseable {
    private final Map<String, Door> open = new ConcurrentHashMap<>();

    /** One database's gateway. */
    interface Door extends AutoCloseable {
        String httpUrl();

        String prismaPostgresUrl();

        @Override
        void close();
    }

    /** @param key tells the databases of this object apart */
    Door of(String key, ServerLogin server, String database, String url, String shadowUrl) {
        return open.computeIfAbsent(key, ignored -> open(OptionalInt.empty(), server, database, url, shadowUrl));
    }

    /** @param httpPort empty for any */
    static Door open(OptionalInt httpPort, ServerLogin server, String database, String url, String shadowUrl) {
        try {
            return GatewayDoor.open(httpPort, server, database, url, shadowUrl);
        } catch (NoClassDefFoundError e) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "An HTTP URL needs the gateway: add dev.jprisma:jprisma-http-gateway to the test's class path",
                    e);
        }
    }

    void close(String key) {
        Door door = open.remove(key);
        if (door != null) {
            door.close();
        }
    }

    @Override
    public void close() {
        CloseAll.of(open.keySet().stream()
                .<AutoCloseable>map(key -> () -> close(key))
                .toList());
    }
}
