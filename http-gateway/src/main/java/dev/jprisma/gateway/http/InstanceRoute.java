package dev.jprisma.gateway.http;

import dev.jprisma.gateway.pool.AdmissionQueue;
import dev.jprisma.gateway.pool.DatabaseSessions;
import dev.jprisma.gateway.pool.RoleSessions;
import dev.jprisma.gateway.pool.Session;
import dev.jprisma.gateway.pool.SessionPool;
import dev.jprisma.gateway.settings.GatewayTarget;
import dev.jprisma.postgres.wire.PostgresConnection;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;

/** An instance whose port is open, with what its requests share. */
public final class InstanceRoute implements AutoCloseable {

    private static final String ATTRIBUTE = InstanceRoute.class.getName();
    private static final String SESSION = Session.class.getName();

    private final GatewayTarget target;
    private final DatabaseSessions sessions;
    private final SessionPool prismaSessions;
    private final ProtocolState prisma;
    private final DatabaseSessions databaseSessions;
    private final RoleSessions roles;
    private final long answerLimit;
    private final TrafficCounters traffic = new TrafficCounters();
    private volatile boolean open = true;

    /**
     * @param prismaSessions connections for the Prisma routes
     * @param prisma what these routes keep; closed with this
     * @param databaseSessions connections for the driver {@code @prisma/ppg}
     * @param roles sessions of other roles than the instance's own user
     * @param answerLimit bytes of an answer; 0 is none
     */
    public InstanceRoute(
            GatewayTarget target,
            DatabaseSessions sessions,
            SessionPool prismaSessions,
            ProtocolState prisma,
            DatabaseSessions databaseSessions,
            RoleSessions roles,
            long answerLimit) {
        this.target = target;
        this.sessions = sessions;
        this.prismaSessions = prismaSessions;
        this.prisma = prisma;
        this.databaseSessions = databaseSessions;
        this.roles = roles;
        this.answerLimit = answerLimit;
    }

    /** Whom a request is for. */
    public static InstanceRoute of(Request request) {
        return checked((InstanceRoute) request.getAttribute(ATTRIBUTE));
    }

    private static InstanceRoute checked(InstanceRoute route) {
        if (route == null) {
            throw new IllegalStateException("This request has not passed the access check.");
        }
        return route;
    }

    /** From here on the request is this instance's. */
    public void take(Request request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** From here on the request has a session of its own. */
    public static void setSession(Request request, Session session) {
        request.setAttribute(SESSION, session);
    }

    /** What {@link #setSession} has set; null if nothing. */
    static Session sessionOf(Request request) {
        return (Session) request.getAttribute(SESSION);
    }

    /** Does something in the session of a request: its own if it has one, else one on that database. */
    public void inSession(Exchange exchange, String database, Consumer<PostgresConnection> action) {
        Session own = exchange.session();
        if (own == null) {
            sessions.run(database, true, action);
        } else {
            action.accept(own.connection());
        }
    }

    /** Where a request can wait for such a session without a thread; null if it does not have to wait for others. */
    public AdmissionQueue admission(Exchange exchange, String database) {
        return exchange.session() == null ? sessions.admission(database) : null;
    }

    public GatewayTarget target() {
        return target;
    }

    /** What its requests amount to. */
    public TrafficCounters traffic() {
        return traffic;
    }

    /** Sessions of other roles than the instance's own user. */
    public RoleSessions roles() {
        return roles;
    }

    /** What requests of Prisma Client share, as the type that it was handed in with. */
    public <T extends ProtocolState> T prisma(Class<T> type) {
        return type.cast(prisma);
    }

    /** Sessions on any database, with the formats that Prisma wants. */
    public DatabaseSessions databaseSessions() {
        return databaseSessions;
    }

    /** Closes the sessions that no request uses; clients keep theirs. */
    public void giveUpIdleSessions() {
        sessions.giveUpIdle();
        prismaSessions.giveUpIdle();
        databaseSessions.giveUpIdle();
    }

    /** How many requests wait for a session. */
    int waitingForSessions() {
        return sessions.waiting() + prismaSessions.waiting() + databaseSessions.waiting();
    }

    long answerLimit() {
        return answerLimit;
    }

    /** Until it is closed. */
    boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        databaseSessions.close();
        prisma.close();
        prismaSessions.close();
        sessions.close();
    }
}
