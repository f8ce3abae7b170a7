package dev.jprisma.daemon;

import dev.jprisma.console.mcp.McpScope;
import dev.jprisma.console.mcp.McpServer;
import dev.jprisma.console.mcp.McpSession;
import dev.jprisma.state.control.McpAnswer;
import dev.jprisma.state.control.McpMessage;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The assistants whose messages come over the control socket, a session for each connection. Nothing of it is loaded
 * before there is one. Safe for threads.
 */
final class McpConnections {
    private final InstanceContext context;
    private final Supervisor supervisor;
    private final Map<ControlSession, McpSession> sessions = new ConcurrentHashMap<>();
    /** Guarded by this; null before the first message. */
    private McpServer server;

    McpConnections(InstanceContext context, Supervisor supervisor) {
        this.context = context;
        this.supervisor = supervisor;
    }

    McpAnswer handle(McpMessage request, ControlSession connection) {
        McpSession session = sessions.get(connection);
        if (session == null) {
            session = begin(request, connection);
        }
        // The session's end, which is the connection's, ends all that is done in it.
        return new McpAnswer(
                session.handle(request.message(), new CompletableFuture<>()).orElse(null));
    }

    private McpSession begin(McpMessage request, ControlSession connection) {
        McpSession opened =
                server().open(McpScope.of(request.readOnly(), request.only()).running(request.migrations()));
        McpSession first = sessions.putIfAbsent(connection, opened);
        if (first != null) {
            return first;
        }
        connection.end().whenComplete((ended, failure) -> forget(connection));
        return opened;
    }

    private void forget(ControlSession connection) {
        McpSession session = sessions.remove(connection);
        if (session != null) {
            session.close();
        }
    }

    private synchronized McpServer server() {
        if (server == null) {
            server = ConsoleHome.assistants(context, supervisor);
        }
        return server;
    }
}
