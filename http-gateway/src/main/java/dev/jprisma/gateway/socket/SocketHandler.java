package dev.jprisma.gateway.socket;

import dev.jprisma.gateway.http.BodyMemory;
import dev.jprisma.gateway.http.InstanceRoute;
import dev.jprisma.gateway.http.Problem;
import dev.jprisma.gateway.http.Problems;
import dev.jprisma.gateway.http.Refusals;
import dev.jprisma.gateway.pool.PoolExhaustedException;
import dev.jprisma.gateway.settings.GatewaySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns requests on certain paths into WebSockets. It stands behind the access check. Jetty's WebSockets start with the
 * first of them, since most daemons never see one. No extension is negotiated: compression costs more than loopback
 * gains.
 */
public final class SocketHandler extends Handler.Wrapper {

    /**
     * A path's conversation.
     *
     * @param subprotocol that clients must offer and that is chosen; null for none
     * @param inParts whether the borders of messages mean nothing
     */
    public record Endpoint(String subprotocol, boolean inParts, Conversation conversation) {}

    private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");
    private static final int BUFFER = 16 * 1024;
    /** Of all instances. */
    private static final int MOST_WITHOUT_LOGIN = 200;

    private final Map<String, Endpoint> endpoints;
    private final GatewaySettings settings;
    private final BodyMemory memory;
    private final WaitingRoom waitingRoom = new WaitingRoom(MOST_WITHOUT_LOGIN);
    private WebSocketMappings mappings;

    /**
     * @param endpoints by path
     * @param memory that large messages take
     */
    public SocketHandler(Handler next, Map<String, Endpoint> endpoints, GatewaySettings settings, BodyMemory memory) {
        super(next);
        this.endpoints = endpoints;
        this.settings = settings;
        this.memory = memory;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Endpoint endpoint = endpoints.get(request.getHttpURI().getPath());
        if (endpoint == null) {
            return super.handle(request, response, callback);
        }
        Problem problem = upgrade(endpoint, request, response, callback);
        if (problem != null) {
            Refusals.answer(problem, request, response, callback);
        }
        return true;
    }

    private Problem upgrade(Endpoint endpoint, Request request, Response response, Callback callback) {
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            return new Problem(426, "UPGRADE_REQUIRED", "This path speaks WebSocket only.");
        }
        if (!hasKey(request)) {
            return malformed();
        }
        List<String> offered = request.getHeaders().getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false);
        if (endpoint.subprotocol() != null && !offered.contains(endpoint.subprotocol())) {
            return new Problem(
                    400, "BAD_REQUEST", "This path speaks the WebSocket subprotocol " + endpoint.subprotocol() + ".");
        }
        try {
            // Taken for good by who logs in.
            InstanceRoute.of(request).databaseSessions().take().close();
        } catch (PoolExhaustedException e) {
            return new Problem(503, "SESSIONS_EXHAUSTED", e.getMessage());
        }
        Negotiator negotiator = new Negotiator(endpoint, request);
        try {
            if (mappings().upgrade(negotiator, request, response, callback, customizer())) {
                return null;
            }
        } catch (RuntimeException e) {
            LOG.debug("A handshake fails", e);
        }
        return malformed();
    }

    /** 16 bytes in base64; Jetty takes anything. */
    private static boolean hasKey(Request request) {
        List<String> keys = request.getHeaders().getValuesList(HttpHeader.SEC_WEBSOCKET_KEY);
        return keys.size() == 1 && KEY.matcher(keys.get(0)).matches();
    }

    private static Problem malformed() {
        return new Problem(400, "BAD_REQUEST", "This is not a correct WebSocket handshake (RFC 6455).");
    }

    private synchronized WebSocketMappings mappings() {
        if (mappings == null) {
            WebSocketComponents components = new WebSocketComponents();
            installBean(components, true);
            try {
                components.start();
            } catch (Exception e) {
                throw new IllegalStateException("WebSockets do not start: " + e.getMessage(), e);
            }
            mappings = new WebSocketMappings(components);
        }
        return mappings;
    }

    private Configuration.ConfigurationCustomizer customizer() {
        Configuration.ConfigurationCustomizer customizer = new Configuration.ConfigurationCustomizer();
        customizer.setIdleTimeout(Duration.ZERO);
        customizer.setMaxFrameSize(settings.sessions().messageLimit());
        customizer.setInputBufferSize(BUFFER);
        customizer.setOutputBufferSize(BUFFER);
        return customizer;
    }

    private final class Negotiator implements WebSocketNegotiator {

        private final Endpoint endpoint;
        private final InstanceRoute route;
        private final String database;
        private final boolean withKey;

        Negotiator(Endpoint endpoint, Request request) {
            this.endpoint = endpoint;
            this.route = InstanceRoute.of(request);
            Fields parameters = Request.extractQueryParameters(request);
            this.database = parameters.getValue("db");
            // The access check lets no wrong one pass.
            this.withKey = request.getHeaders().contains(HttpHeader.AUTHORIZATION);
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            response.setExtensions(List.of());
            if (endpoint.subprotocol() != null) {
                response.setAcceptedSubProtocol(endpoint.subprotocol());
            }
            ClientSocket socket = new ClientSocket(
                    settings, memory, withKey, endpoint.inParts(), waitingRoom, route.databaseSessions()::take);
            socket.opened().thenRun(() -> begin(socket));
            return socket;
        }

        private void begin(ClientSocket socket) {
            try {
                ConversationThreads.start(() -> talk(socket));
            } catch (OutOfMemoryError e) {
                LOG.warn("A WebSocket has no thread", e);
                socket.abort();
            }
        }

        private void talk(ClientSocket socket) {
            try {
                endpoint.conversation().talk(socket, route, database);
                socket.close(CloseStatus.NORMAL, null);
            } catch (SocketClosedException e) {
                socket.close(e);
            } catch (RuntimeException e) {
                LOG.error("A defect of the gateway", e);
                socket.close(CloseStatus.SERVER_ERROR, "The gateway failed. Its log has more: please report it.");
            } catch (OutOfMemoryError e) {
                socket.close(
                        CloseStatus.TRY_AGAIN_LATER, Problems.outOfMemory(e).message());
            } finally {
                socket.end();
            }
        }
    }
}
