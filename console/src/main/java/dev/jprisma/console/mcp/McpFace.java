package dev.jprisma.console.mcp;

import dev.jprisma.console.access.BearerToken;
import dev.jprisma.console.access.Face;
import dev.jprisma.console.access.Refusal;
import dev.jprisma.console.http.ClientWatch;
import dev.jprisma.state.ControlToken;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * {@code /mcp}: the transport "streamable HTTP", whose answers are JSON. Nothing is told that was not asked for, so
 * there is no stream to listen to.
 *
 * <p>{@code ?readOnly=true} and {@code ?name=NAME}, once or more, of the request that begins a session say what it may
 * do.
 */
public final class McpFace implements Face {
    private static final String PATH = "/mcp";
    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "MCP-Protocol-Version";
    private static final int LONGEST_MESSAGE = 1 << 20;

    private final BearerToken token;
    private final HttpSessions sessions;
    private final ClientWatch clients;

    public McpFace(McpServer server, ControlToken token, ClientWatch clients, Clock clock) {
        this.token = new BearerToken(token);
        this.clients = clients;
        this.sessions = new HttpSessions(server, clock);
    }

    /** Whether somebody has a session. */
    public boolean isInUse() {
        return sessions.areOpen();
    }

    @Override
    public boolean covers(String path) {
        return path.equals(PATH);
    }

    @Override
    public Refusal check(Request request) {
        return token.check(request);
    }

    @Override
    public Map<String, ?> told(Refusal refusal, HttpFields.Mutable headers) {
        BearerToken.challenge(refusal, headers);
        return Face.super.told(refusal, headers);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, this::take);
        routes.get(PATH, context -> {
            context.header("Allow", "POST, DELETE");
            refuse(context, 405, RpcMessage.NO_REQUEST, "Nothing is told here that was not asked for: POST a message");
        });
        routes.delete(PATH, context -> {
            String id = context.header(SESSION);
            if (id != null && sessions.end(id)) {
                context.status(204);
            } else {
                refuseSession(context, id);
            }
        });
    }

    private void take(Context context) {
        String type = context.contentType();
        if (type == null || !type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
            refuse(context, 415, RpcMessage.NO_REQUEST, "A message is application/json");
        } else if (context.req().getContentLengthLong() > LONGEST_MESSAGE
                || context.bodyAsBytes().length > LONGEST_MESSAGE) {
            refuse(context, 413, RpcMessage.NO_REQUEST, "A message has at most " + LONGEST_MESSAGE + " bytes");
        } else {
            try {
                take(context, RpcMessage.parse(context.body()));
            } catch (RpcError e) {
                refuse(context, 400, e.code(), e.getMessage());
            }
        }
    }

    private void take(Context context, RpcMessage message) {
        String version = context.header(VERSION);
        if ("initialize".equals(message.method()) && message.isRequest()) {
            String id = sessions.open(scope(context));
            context.header(SESSION, id);
            answer(context, message, sessions.use(id));
        } else if (version != null && !McpServer.VERSIONS.contains(version)) {
            refuse(
                    context,
                    400,
                    RpcMessage.NO_REQUEST,
                    "Not this version of the protocol, but one of " + String.join(", ", McpServer.VERSIONS));
        } else {
            answer(
                    context,
                    message,
                    Optional.ofNullable(context.header(SESSION)).flatMap(sessions::use));
        }
    }

    private void answer(Context context, RpcMessage message, Optional<McpSession> session) {
        if (session.isEmpty()) {
            refuseSession(context, context.header(SESSION));
            return;
        }
        try (ClientWatch.Watched client = clients.watch(context)) {
            Optional<String> answer = session.get().handle(message, client.gone());
            if (answer.isPresent()) {
                context.contentType("application/json").result(answer.get());
            } else {
                context.status(202);
            }
        }
    }

    private static McpScope scope(Context context) {
        try {
            String readOnly =
                    Optional.ofNullable(context.queryParam("readOnly")).orElse("false");
            if (!readOnly.matches("true|false")) {
                throw new RpcError(RpcMessage.INVALID_PARAMS, "readOnly is true or false, not " + readOnly);
            }
            return McpScope.of(
                    readOnly.equals("true"),
                    context.queryParams("name").stream().map(InstanceName::new).toList());
        } catch (JprismaException e) {
            throw new RpcError(RpcMessage.INVALID_PARAMS, e.getMessage());
        }
    }

    /** @param id null if none was sent */
    private static void refuseSession(Context context, String id) {
        if (id == null) {
            refuse(context, 400, RpcMessage.NO_REQUEST, "This needs the header " + SESSION + " that initialize gave");
        } else {
            refuse(
                    context,
                    404,
                    RpcMessage.NO_REQUEST,
                    "There is no such session, or no more: begin one by initialize");
        }
    }

    private static void refuse(Context context, int status, int code, String message) {
        context.status(status)
                .contentType("application/json")
                .result(RpcMessage.failure(null, new RpcError(code, message)));
    }
}
