package dev.jprisma.gateway;

import dev.jprisma.gateway.access.AccessHandler;
import dev.jprisma.gateway.http.BodyHandler;
import dev.jprisma.gateway.http.BodyMemory;
import dev.jprisma.gateway.http.ClientWatch;
import dev.jprisma.gateway.http.CoreRoutes;
import dev.jprisma.gateway.http.InstanceRoute;
import dev.jprisma.gateway.pool.DatabaseSessions;
import dev.jprisma.gateway.pool.RoleSessions;
import dev.jprisma.gateway.pool.SessionPool;
import dev.jprisma.gateway.ppg.SessionConversation;
import dev.jprisma.gateway.prisma.PrismaInstance;
import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.GatewayTarget;
import dev.jprisma.gateway.socket.SocketHandler;
import dev.jprisma.gateway.tunnel.TunnelConversation;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.insights.GatewayTraffic;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;

/**
 * The HTTP server of all instances of a daemon. It listens on loopback only, on a port for each instance that is
 * {@linkplain #open opened}. Safe for threads.
 */
public final class HttpGateway implements AutoCloseable {

    /** The text of values must not depend on how the server or the database is configured. */
    private static final Map<String, String> TEXT_FORMATS =
            Map.of("DateStyle", "ISO", "IntervalStyle", "postgres", "bytea_output", "hex");

    /** Prisma also takes the text of instants for UTC. */
    private static final Map<String, String> PRISMA_FORMATS = Map.of("TimeZone", "UTC");

    private final GatewaySettings settings;
    private final Server server;
    private final LoopbackConnector connector;
    private final Map<Integer, InstanceRoute> routesByPort = new ConcurrentHashMap<>();

    private HttpGateway(GatewaySettings settings) {
        this.settings = settings;
        RequestThreads threads = new RequestThreads();
        this.server = new Server(threads);
        this.connector = new LoopbackConnector(
                server,
                threads::execute,
                settings.bodies(),
                new DetectorConnectionFactory(new StartupPacketFactory(routesByPort::get)),
                new HttpFactory(http(settings)));
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        server.addConnector(connector);
        server.setErrorHandler(new ProblemErrorHandler());
        BodyMemory memory = BodyMemory.ofHeap(0.7);
        server.setHandler(new AccessHandler(
                new SocketHandler(routes(memory), conversations(settings), settings, memory), routesByPort::get));
    }

    /** Starts the server, which has no port yet. */
    public static HttpGateway start(GatewaySettings settings) {
        // Else Jetty starts JMX to find out whether references have 4 bytes: a tenth of a second.
        System.getProperties().putIfAbsent("org.eclipse.jetty.util.referencesPerCacheLine", "16");
        HttpGateway gateway = new HttpGateway(settings);
        try {
            gateway.server.start();
            return gateway;
        } catch (Exception e) {
            gateway.close();
            throw new IllegalStateException("The HTTP server does not start: " + e.getMessage(), e);
        }
    }

    private static HttpConfiguration http(GatewaySettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(settings.bodies().headerLimit());
        // One takes 110 KB of every connection and makes nothing faster, measured.
        http.setHeaderCacheSize(0);
        return http;
    }

    private static Map<String, SocketHandler.Endpoint> conversations(GatewaySettings settings) {
        SocketHandler.Endpoint tunnel = new SocketHandler.Endpoint(null, true, new TunnelConversation(settings));
        return Map.of(
                "/v0/session",
                new SocketHandler.Endpoint(SessionConversation.SUBPROTOCOL, false, new SessionConversation(settings)),
                "/v1",
                tunnel,
                "/v2",
                tunnel);
    }

    private Handler routes(BodyMemory memory) {
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
        context.setContextPath("/");
        ClientWatch clients = new ClientWatch(server.getScheduler());
        GatewayRoutes routes = new GatewayRoutes(settings, clients, memory);
        context.addServlet(new ServletHolder(routes.servlet()), "/*");
        return new BodyHandler(new CoreRoutes(context, routes.posts(), clients), settings, routes, memory);
    }

    /**
     * Opens a port that leads to an instance, on {@code 127.0.0.1} and, where there is IPv6, {@code ::1}. It can be
     * connected to at return; connections to PostgreSQL are made when requests come.
     *
     * @param port 0 for any free one
     * @throws PortInUseException if the port cannot be bound
     */
    public GatewayEndpoint open(GatewayTarget target, int port) {
        return open(target, LoopbackListener.bind(port));
    }

    /** The same with a port that was bound before; the gateway closes it with the endpoint. */
    public GatewayEndpoint open(GatewayTarget target, LoopbackListener listener) {
        ServerAddress forAll = target.server()
                .withDefaults(TEXT_FORMATS)
                .withDefaults(statementTimeout(settings.answers().statementTimeout()));
        ServerAddress forPrisma = forAll.withDefaults(PRISMA_FORMATS);
        SessionPool prismaSessions = new SessionPool(target.loginAdvice(), forPrisma, settings, server.getScheduler());
        InstanceRoute route = new InstanceRoute(
                target,
                new DatabaseSessions(target.loginAdvice(), forAll, settings, server.getScheduler()),
                prismaSessions,
                new PrismaInstance(prismaSessions, target.name(), settings.limitsOf(target)),
                new DatabaseSessions(target.loginAdvice(), forPrisma, settings, server.getScheduler()),
                new RoleSessions(target.name(), forAll, settings),
                settings.answers().limit());
        routesByPort.put(listener.port(), route);
        try {
            listener.accept(connector);
        } catch (IOException e) {
            close(listener, route);
            throw new IllegalStateException(
                    "The HTTP port " + listener.port() + " cannot be listened on: " + e.getMessage(), e);
        }
        int actualPort = listener.port();
        return new GatewayEndpoint(actualPort, () -> close(listener, route));
    }

    /**
     * Closes the connections to PostgreSQL that requests to a port have left for the next ones, without waiting for the
     * server to notice. Does nothing if that port is not open.
     */
    public void giveUpIdleSessions(int port) {
        InstanceRoute route = routesByPort.get(port);
        if (route != null) {
            route.giveUpIdleSessions();
        }
    }

    /** What came over a port since it was opened; none if it is not. */
    public GatewayTraffic traffic(int port) {
        InstanceRoute route = routesByPort.get(port);
        return route == null ? GatewayTraffic.NONE : route.traffic().sum();
    }

    LoopbackConnector connector() {
        return connector;
    }

    /** None leaves it to what the database is configured to. */
    private static Map<String, String> statementTimeout(Duration timeout) {
        // PostgreSQL takes 24 days at most.
        long millis = Math.min(Integer.MAX_VALUE, timeout.toMillis());
        return timeout.isZero() ? Map.of() : Map.of("statement_timeout", Long.toString(millis));
    }

    private void close(LoopbackListener listener, InstanceRoute route) {
        int port = listener.port();
        listener.close();
        if (routesByPort.remove(port, route)) {
            connector.closeConnections(port);
            route.close();
        }
    }

    /** Closes every port and stops the server. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server does not stop: " + e.getMessage(), e);
        } finally {
            routesByPort.values().forEach(InstanceRoute::close);
            routesByPort.clear();
        }
    }
}
