package dev.jprisma.gateway.ppg;

import dev.jprisma.gateway.access.Login;
import dev.jprisma.gateway.http.InstanceRoute;
import dev.jprisma.gateway.http.JsonStreams;
import dev.jprisma.gateway.http.ProblemException;
import dev.jprisma.gateway.pool.PoolExhaustedException;
import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.socket.ClientSocket;
import dev.jprisma.gateway.socket.Conversation;
import dev.jprisma.gateway.socket.Message;
import dev.jprisma.gateway.socket.SocketClosedException;
import dev.jprisma.postgres.wire.Parameter;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.Statement;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** {@code WS /v0/session[?db=NAME]}: a connection to PostgreSQL for as long as the socket is open. */
public final class SessionConversation implements Conversation {

    public static final String SUBPROTOCOL = "prisma-postgres-1.0";

    private static final Logger LOG = LoggerFactory.getLogger(SessionConversation.class);
    private static final String DESCRIPTOR = "urn:prisma:query:descriptor";
    private static final String TEXT = "urn:prisma:query:param:text";
    private static final String BINARY = "urn:prisma:query:param:binary";

    private final GatewaySettings settings;

    public SessionConversation(GatewaySettings settings) {
        this.settings = settings;
    }

    @Override
    public void talk(ClientSocket socket, InstanceRoute route, String database) {
        logIn(socket, route);
        try (PostgresConnection connection = route.databaseSessions().open(database)) {
            socket.whenGone(() -> end(connection));
            while (execute(socket, connection)) {}
        } catch (PostgresException e) {
            throw new SocketClosedException(CloseStatus.POLICY_VIOLATION, e.getMessage());
        }
    }

    private void logIn(ClientSocket socket, InstanceRoute route) {
        Message message = socket.receive();
        if (message == null) {
            throw malformed("the credentials are missing");
        }
        String[] credentials = credentials(message);
        ServerError error = Login.check(credentials[0], credentials[1], route.target());
        if (error != null) {
            throw new SocketClosedException(CloseStatus.POLICY_VIOLATION, error.message());
        }
        try {
            socket.loggedIn();
        } catch (PoolExhaustedException e) {
            throw new SocketClosedException(CloseStatus.TRY_AGAIN_LATER, e.getMessage());
        }
    }

    private static String[] credentials(Message message) {
        String[] credentials = new String[2];
        try (JsonParser json = JsonStreams.parser(message.bytes())) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextName(); name != null; name = json.nextName()) {
                    JsonToken token = json.nextToken();
                    if (name.equals("username") && token == JsonToken.VALUE_STRING) {
                        credentials[0] = json.getString();
                    } else if (name.equals("password") && token == JsonToken.VALUE_STRING) {
                        credentials[1] = json.getString();
                    } else {
                        json.skipChildren();
                    }
                }
            }
        } catch (JacksonException e) {
            throw malformed("the first message is not JSON");
        }
        if (credentials[0] == null || credentials[1] == null) {
            throw malformed("the first message must be {\"username\": \"...\", \"password\": \"...\"}");
        }
        return credentials;
    }

    /** Executes the next statement; false if there is none. */
    private boolean execute(ClientSocket socket, PostgresConnection connection) {
        Message kind = socket.receive();
        if (kind == null) {
            return false;
        }
        if (!kind.text() || !kind.string().equals(DESCRIPTOR)) {
            throw malformed("a statement begins with the message " + DESCRIPTOR);
        }
        Descriptor descriptor = descriptor(next(socket));
        List<Parameter> parameters = new ArrayList<>();
        long size = 0;
        for (DescribedParameter parameter : descriptor.parameters()) {
            size += Math.max(0, parameter.byteSize());
            if (size > settings.sessions().messageLimit()) {
                throw new SocketClosedException(
                        CloseStatus.MESSAGE_TOO_LARGE,
                        "The values of a statement can have "
                                + settings.sessions().messageLimit() + " bytes; POST /v0/statement takes more.");
            }
            parameters.add(parameter.isExtended() ? value(socket, parameter) : parameter.bind());
        }
        execute(descriptor, parameters, socket, connection);
        socket.release();
        return true;
    }

    private static Message next(ClientSocket socket) {
        Message message = socket.receive();
        if (message == null) {
            throw SocketClosedException.byClient();
        }
        return message;
    }

    private static Descriptor descriptor(Message message) {
        try {
            return DescriptorParser.parse(message.bytes());
        } catch (ProblemException e) {
            throw malformed(e.getMessage());
        }
    }

    private static Parameter value(ClientSocket socket, DescribedParameter parameter) {
        String kind = next(socket).string();
        if (!kind.equals(TEXT) && !kind.equals(BINARY)) {
            throw malformed("a value begins with the message " + TEXT + " or " + BINARY);
        }
        byte[] bytes = next(socket).bytes();
        if (bytes.length != parameter.byteSize()) {
            throw malformed("a value has " + bytes.length + " bytes instead of " + parameter.byteSize());
        }
        return parameter.bind(bytes);
    }

    private static void execute(
            Descriptor descriptor, List<Parameter> parameters, ClientSocket socket, PostgresConnection connection) {
        SessionFrames frames = new SessionFrames(socket);
        StatementRun run = new StatementRun(descriptor, frames);
        try {
            run.execute(connection, new Statement(descriptor.sql(), parameters));
        } catch (SocketClosedException e) {
            throw e;
        } catch (RuntimeException e) {
            ServerError error = StatementErrors.of(e);
            if (error == null) {
                throw e;
            }
            if (!run.fail(error)) {
                throw new SocketClosedException(CloseStatus.SERVER_ERROR, error.message());
            }
        }
        frames.send();
        if (!connection.isOpen()) {
            throw new SocketClosedException(CloseStatus.SHUTDOWN, "The connection to PostgreSQL is lost.");
        }
    }

    private static void end(PostgresConnection connection) {
        try {
            connection.cancel();
        } catch (PostgresException e) {
            LOG.warn("A statement whose client is gone could not be cancelled: {}", e.getMessage());
        }
        connection.abort();
    }

    private static SocketClosedException malformed(String why) {
        return new SocketClosedException(CloseStatus.POLICY_VIOLATION, why);
    }
}
