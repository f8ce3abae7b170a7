package dev.jprisma.gateway.tunnel;

import dev.jprisma.gateway.socket.SocketClosedException;
import dev.jprisma.postgres.wire.ServerAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.websocket.core.CloseStatus;

/**
 * What a client says first.
 *
 * @param code the version of the protocol, or that of another request
 * @param body what follows the code
 */
record StartupMessage(int code, byte[] body) {

    static final int CANCEL_REQUEST = 80877102;
    static final int SSL_REQUEST = 80877103;
    static final int GSS_ENCRYPTION_REQUEST = 80877104;

    private static final int HEAD = 8;
    /** As in the server. */
    private static final int LONGEST = 10_000;

    static StartupMessage read(ClientBytes client) {
        int length = client.readInt();
        if (length < HEAD || length > LONGEST) {
            throw new SocketClosedException(CloseStatus.PROTOCOL, "This is not PostgreSQL's protocol.");
        }
        return new StartupMessage(client.readInt(), client.read(length - HEAD));
    }

    boolean isProtocol3() {
        return code >>> 16 == 3;
    }

    int minorVersion() {
        return code & 0xffff;
    }

    Map<String, String> parameters() {
        String[] words = new String(body, StandardCharsets.UTF_8).split("\0", -1);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i + 1 < words.length && !words[i].isEmpty(); i += 2) {
            parameters.put(words[i], words[i + 1]);
        }
        return parameters;
    }

    /** Where it leads: to that server, as its user, to the database and with the settings that the client wants. */
    static ServerAddress address(Map<String, String> parameters, ServerAddress server) {
        Map<String, String> settings = new HashMap<>(parameters);
        settings.remove("user");
        settings.keySet().removeIf(name -> name.startsWith("_pq_."));
        String database = settings.remove("database");
        return new ServerAddress(
                server.host(),
                server.port(),
                server.user(),
                server.password(),
                database == null || database.isEmpty() ? server.user() : database,
                settings);
    }
}
