package dev.jprisma.console;

import dev.jprisma.console.access.AccessHandler;
import dev.jprisma.console.access.EntryPage;
import dev.jprisma.console.access.Face;
import dev.jprisma.console.access.MalformedRequests;
import dev.jprisma.console.access.OneTimeCodes;
import dev.jprisma.console.access.SessionCookie;
import dev.jprisma.console.createdb.CreateDbFace;
import dev.jprisma.console.data.DataRoutes;
import dev.jprisma.console.home.Home;
import dev.jprisma.console.http.ClientEndPoint;
import dev.jprisma.console.http.ClientWatch;
import dev.jprisma.console.http.ConsoleRoutes;
import dev.jprisma.console.http.EventStreams;
import dev.jprisma.console.http.LongWork;
import dev.jprisma.console.http.Problem;
import dev.jprisma.console.management.ManagementFace;
import dev.jprisma.console.mcp.McpFace;
import dev.jprisma.console.mcp.McpServer;
import dev.jprisma.console.page.ConnectRoutes;
import dev.jprisma.console.page.InsightsRoutes;
import dev.jprisma.console.page.InstanceRoutes;
import dev.jprisma.console.page.LogRoutes;
import dev.jprisma.console.page.PageFace;
import dev.jprisma.console.page.SnapshotRoutes;
import dev.jprisma.console.page.VitalsWatch;
import dev.jprisma.console.schema.SchemaRoutes;
import dev.jprisma.console.session.ConsoleSessions;
import dev.jprisma.console.sql.SqlHistory;
import dev.jprisma.console.sql.SqlRoutes;
import dev.jprisma.console.studio.StudioFolders;
import dev.jprisma.console.studio.StudioRoutes;
import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.control.OpenConsole;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server of a home, on one port of this machine's loopback addresses. Safe for threads. */
public final class ConsoleServer implements AutoCloseable {
    private static final int MOST_THREADS = 64;
    private static final int FEWEST_THREADS = 4;
    private static final int MOST_CONNECTIONS = 256;
    private static final long BODY_LIMIT = 16L << 20;
    private static final long STOP_MILLIS = 1000;

    private final Home home;
    private final ConsoleSettings settings;
    private final QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
    private final Server server = new Server(threads);
    private final OneTimeCodes codes;
    private final ClientWatch clients;
    private final EventStreams streams;
    private final StudioFolders studios = new StudioFolders();
    private final McpFace assistants;

    private ConsoleServer(Home home, ConsoleSettings settings) {
        this.home = home;
        this.settings = settings;
        this.codes = new OneTimeCodes(settings.clock());
        this.clients = new ClientWatch(server.getScheduler());
        this.streams = new EventStreams(clients);
        threads.setName("console");
        threads.setDaemon(true);
        threads.setStopTimeout(STOP_MILLIS);
        for (InetAddress address : LoopbackPort.addresses()) {
            server.addConnector(connector(address));
        }
        // Who is not let in, another user of the machine say, shall not take all that the daemon can open.
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
        server.setStopTimeout(0);
        this.assistants = new McpFace(new McpServer(home), settings.token(), clients, settings.clock());
        List<Face> faces = List.of(
                new ManagementFace(settings.token(), home, clients),
                assistants,
                new CreateDbFace(settings.token(), home, clients),
                page());
        server.setHandler(new AccessHandler(routes(faces), faces));
        server.setErrorHandler(new MalformedRequests());
    }

    /**
     * Starts it.
     *
     * @throws JprismaException ({@link ErrorKind#PORT_TAKEN}) if its port cannot be had
     */
    public static ConsoleServer start(Home home, ConsoleSettings settings) {
        ConsoleServer console = new ConsoleServer(home, settings);
        try {
            EntryPage.deleteAll(home.folder());
            console.server.start();
            return console;
        } catch (Exception e) {
            console.close();
            throw new JprismaException(
                    ErrorKind.PORT_TAKEN,
                    "The console's port " + settings.port() + " cannot be listened on: " + e.getMessage(),
                    e);
        }
    }

    /** What the page asks for, a view a line. */
    private List<ConsoleRoutes> views(ConsoleSessions sessions) {
        LongWork work = new LongWork(clients);
        return List.of(
                new InstanceRoutes(home, new VitalsWatch(sessions, threads), streams, work),
                new ConnectRoutes(home),
                new SnapshotRoutes(home, work),
                new LogRoutes(home, streams),
                new InsightsRoutes(home, streams),
                new SchemaRoutes(sessions),
                new DataRoutes(sessions),
                new SqlRoutes(sessions, new SqlHistory(home.folder().sqlHistory())),
                new StudioRoutes(sessions, studios));
    }

    private PageFace page() {
        SessionCookie cookie = new SessionCookie(
                settings.token(),
                HomeIdentity.of(home.folder()),
                settings.opening(),
                PageFace.PRIVATE,
                settings.clock());
        return new PageFace(codes, cookie, views(new ConsoleSessions(home, clients, threads)));
    }

    private static ServletContextHandler routes(List<Face> faces) {
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
        context.setContextPath("/");
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        Javalin javalin = Javalin.create(config -> configure(config, faces));
        context.addServlet(new ServletHolder(new JavalinServlet(javalin.unsafe)), "/*");
        return context;
    }

    private static void configure(JavalinConfig config, List<Face> faces) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.maxRequestSize = BODY_LIMIT;
        faces.forEach(face -> face.addTo(config.routes));
        config.routes.exception(Exception.class, (e, context) -> Problem.of(e).answer(context));
    }

    private ServerConnector connector(InetAddress address) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Part of an id, where a face's routes read it so; else the AccessHandler refuses it.
        http.setUriCompliance(
                UriCompliance.DEFAULT.with("slashes in ids", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http)) {
            @Override
            protected SocketChannelEndPoint newEndPoint(
                    SocketChannel channel, ManagedSelector selector, SelectionKey key) {
                ClientEndPoint client = new ClientEndPoint(channel, selector, key, getScheduler(), getExecutor());
                client.setIdleTimeout(getIdleTimeout());
                return client;
            }
        };
        connector.setHost(address.getHostAddress());
        connector.setPort(settings.port());
        return connector;
    }

    /**
     * Lets one browser in.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if there is no Studio where it is said to be
     */
    public String newUrl(OpenConsole request) {
        if (request.studio() != null) {
            studios.put(request.name(), Path.of(request.studio()));
        }
        return url(codes.issue(() -> {}), request);
    }

    /** Its address, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + settings.port();
    }

    /** Where Prisma's create-db asks this home; with a secret in it. */
    public String createDbUrl() {
        return url() + CreateDbFace.path(settings.token());
    }

    /**
     * Makes a file that leads a browser there, and deletes it when that was done or is too late.
     *
     * @see dev.jprisma.state.control.OpenedConsole
     */
    public Path newEntryPage(OpenConsole request) {
        EntryPage page = EntryPage.in(home.folder());
        page.write(url(codes.issue(page::delete), request));
        server.getScheduler()
                .schedule(codes::forgetOld, OneTimeCodes.LIFE.toMillis() + STOP_MILLIS, TimeUnit.MILLISECONDS);
        return page.file();
    }

    /** In the part behind {@code #}, which no browser sends to anybody. */
    private String url(String code, OpenConsole request) {
        return url() + "/#code=" + code
                + (request.name() == null ? "" : "&instance=" + request.name())
                + (request.studio() == null ? "" : "&studio");
    }

    /** Whether a page is open, or an assistant has a session. */
    public boolean isInUse() {
        return streams.areOpen() || assistants.isInUse();
    }

    @Override
    public void close() {
        codes.forgetAll();
        clients.giveUpAll();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The console does not stop: " + e.getMessage(), e);
        }
    }
}
