package dev.jprisma.gateway.http;

import dev.jprisma.gateway.GatewayTarget;
import dev.jprisma.gateway.pool.SessionPool;
import io.javalin.http.Context;
import org.eclipse.jetty.server.Request;

/** An instance whose port is open, with what its requests share. */
public final class OpenTarget implements AutoCloseable {

    private static final String ATTRIBUTE = OpenTarget.class.getName();

    private final GatewayTarget target;
    private final SessionPool sessions;

    public OpenTarget(GatewayTarget target, SessionPool sessions) {
        this.target = target;
        this.sessions = sessions;
    }

    /** Whom a request is for. */
    public static OpenTarget of(Context context) {
        OpenTarget target = context.attribute(ATTRIBUTE);
        if (target == null) {
            throw new IllegalStateException("This request has not passed the access check.");
        }
        return target;
    }

    /** From here on the request is this target's. */
    public void take(Request request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    public GatewayTarget target() {
        return target;
    }

    /** Connections whose session begins anew for each borrower. */
    public SessionPool sessions() {
        return sessions;
    }

    @Override
    public void close() {
        sessions.close();
    }
}
