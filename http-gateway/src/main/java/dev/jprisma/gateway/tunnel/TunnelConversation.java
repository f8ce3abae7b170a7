package dev.jprisma.gateway.tunnel;

import dev.jprisma.gateway.access.Login;
import dev.jprisma.gateway.http.InstanceRoute;
import dev.jprisma.gateway.pool.LoginRefusedException;
import dev.jprisma.gateway.pool.PoolExhaustedException;
import dev.jprisma.gateway.pool.RoleLogin;
import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.socket.ClientSocket;
import dev.jprisma.gateway.socket.Conversation;
import dev.jprisma.gateway.socket.ConversationThreads;
import dev.jprisma.gateway.socket.SocketClosedException;
import dev.jprisma.postgres.wire.ConnectionLostException;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.RawConnection;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.StartupMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code WS /v1} and {@code /v2}: bytes to and from the PostgreSQL of this instance, whatever address the URL names.
 *
 * <p>The login ends here, since Neon's driver sends start-up, password in clear and first query in one message and
 * waits for nothing; PostgreSQL would take the password for an answer to SCRAM.
 */
public final class TunnelConversation implements Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(TunnelConversation.class);
    private static final int BUFFER = 16 * 1024;
    private static final int LONGEST_PASSWORD = 10_000;

    private final GatewaySettings settings;

    public TunnelConversation(GatewaySettings settings) {
        this.settings = settings;
    }

    @Override
    public void talk(ClientSocket socket, InstanceRoute route, String database) {
        ClientBytes client = new ClientBytes(socket);
        StartupMessage startup = readStartup(client);
        while (startup.isEncryptionRequest()) {
            send(socket, new byte[] {'N'});
            startup = readStartup(client);
        }
        ServerError error = answer(startup, client, socket, route);
        if (error != null) {
            LOG.info("{}: refused a tunnel: {}", route.target().name(), error.message());
            send(socket, error.toMessage());
        }
    }

    /** Returns why there is no session; null if there was one, or none was wanted. */
    private ServerError answer(StartupMessage startup, ClientBytes client, ClientSocket socket, InstanceRoute route) {
        try {
            if (startup.isCancelRequest()) {
                ByteBuffer key = ByteBuffer.wrap(startup.body());
                RawConnection.cancel(
                        route.target().server(), settings.pool().connectTimeout(), key.getInt(), key.getInt());
                return null;
            }
            if (startup.isProtocol3()) {
                return serve(startup, client, socket, route);
            }
        } catch (ServerErrorException e) {
            return e.error();
        } catch (PostgresException e) {
            return ServerError.of("FATAL", "08001", e.getMessage());
        } catch (LoginRefusedException e) {
            return e.error();
        } catch (PoolExhaustedException e) {
            return ServerError.of("FATAL", "53300", e.getMessage());
        }
        throw new SocketClosedException(CloseStatus.PROTOCOL, "This is not PostgreSQL's protocol 3.");
    }

    private ServerError serve(StartupMessage startup, ClientBytes client, ClientSocket socket, InstanceRoute route) {
        send(socket, ServerMessages.askForPassword());
        ServerAddress server = route.target().server();
        String user = startup.parameters().getOrDefault("user", "");
        String password = readPassword(client);
        if (!user.equals(server.user())) {
            RoleLogin login = new RoleLogin(user, password, socket.withKey());
            ServerAddress address = address(startup.parameters(), server);
            try (PostgresConnection session = route.roles().open(login, address)) {
                socket.loggedIn();
                talk(startup, client, socket, session.passOn());
            }
            return null;
        }
        ServerError error = Login.check(user, password, route.target());
        if (error == null) {
            socket.loggedIn();
            ServerAddress address = address(startup.parameters(), server);
            try (RawConnection connection =
                    RawConnection.open(address, settings.pool().connectTimeout())) {
                talk(startup, client, socket, connection);
            }
        }
        return error;
    }

    private static void talk(
            StartupMessage startup, ClientBytes client, ClientSocket socket, RawConnection connection) {
        socket.whenGone(() -> end(connection));
        send(socket, ServerMessages.greeting(connection, startup.minorVersion()));
        ConversationThreads.start(() -> passOn(client, socket, connection));
        passBack(socket, connection);
    }

    private static StartupMessage readStartup(ClientBytes client) {
        int length = client.readInt();
        if (!StartupMessage.isLength(length)) {
            throw new SocketClosedException(CloseStatus.PROTOCOL, "This is not PostgreSQL's protocol.");
        }
        return new StartupMessage(client.readInt(), client.read(length - StartupMessage.HEAD_BYTES));
    }

    /** Where it leads: to that server, as its user, to the database and with the settings that the client wants. */
    private static ServerAddress address(Map<String, String> parameters, ServerAddress server) {
        Map<String, String> settings = new HashMap<>(parameters);
        settings.remove("user");
        settings.keySet().removeIf(name -> name.startsWith("_pq_."));
        String database = settings.remove("database");
        return server.withDatabase(database == null || database.isEmpty() ? server.user() : database)
                .withParameters(settings);
    }

    private static String readPassword(ClientBytes client) {
        int type = client.read(1)[0];
        int length = client.readInt() - 4;
        if (type != 'p' || length < 1 || length > LONGEST_PASSWORD) {
            throw new SocketClosedException(CloseStatus.PROTOCOL, "A password must follow the start-up message.");
        }
        return new String(client.read(length), 0, length - 1, StandardCharsets.UTF_8);
    }

    private static void passBack(ClientSocket socket, RawConnection connection) {
        byte[] bytes = new byte[BUFFER];
        for (int count = connection.read(bytes); count >= 0; count = connection.read(bytes)) {
            socket.send(false, true, true, ByteBuffer.wrap(bytes, 0, count));
        }
    }

    /** Runs beside {@link #passBack}, which ends when this closes the connection. */
    private static void passOn(ClientBytes client, ClientSocket socket, RawConnection connection) {
        try {
            for (byte[] bytes = client.readSome(); bytes != null; bytes = client.readSome()) {
                connection.write(bytes);
            }
        } catch (SocketClosedException e) {
            socket.close(e);
        } catch (ConnectionLostException e) {
            LOG.debug("PostgreSQL has closed a connection", e);
        } finally {
            connection.close();
        }
    }

    /** PostgreSQL notices the end of a client only when it has something to tell it. */
    private static void end(RawConnection connection) {
        try {
            connection.cancel();
        } catch (PostgresException e) {
            LOG.debug("A statement whose client is gone could not be cancelled", e);
        }
        connection.close();
    }

    private static void send(ClientSocket socket, byte[] bytes) {
        socket.send(false, true, true, ByteBuffer.wrap(bytes));
    }
}
