package dev.jprisma.testing;

import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of a test's own, on a server it shares with other tests' databases. It is used as {@code postgres}, a
 * superuser, whose random password is in the URLs.
 *
 * <p>Safe for threads, except that nothing else should use the database during {@link #snapshot} and {@link #restore}.
 */
public final class TestDatabase implements AutoCloseable {
    private final TestDatabases origin;
    private final ServerLogin server;
    private final String name;
    private final DataSource dataSource;
    private boolean hasSnapshot;
    private boolean hasShadow;

    TestDatabase(TestDatabases origin, ServerLogin server, String name) {
        this.origin = origin;
        this.server = server;
        this.name = name;
        this.dataSource = newDataSource(jdbcUrl());
    }

    /** One that is being migrated: it has URLs and nothing else. */
    TestDatabase(ServerLogin server, String name) {
        this(null, server, name);
    }

    private static DataSource newDataSource(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    /**
     * Its name on the server.
     *
     * @return such as {@code test_7}
     */
    public String name() {
        return name;
    }

    /**
     * The server's TCP port, on loopback.
     *
     * @return from 1 to 65535
     */
    public int port() {
        return server.port();
    }

    /**
     * For Java's drivers, with user and password in it.
     *
     * @return such as {@code jdbc:postgresql://localhost:40001/test_7?user=postgres&password=...&sslmode=disable}
     */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /**
     * Who logs in.
     *
     * @return {@code postgres}
     */
    public String user() {
        return Credentials.USER;
    }

    /**
     * By which he logs in.
     *
     * @return the random password of the server
     */
    public String password() {
        return server.password().text();
    }

    /**
     * For everything that speaks PostgreSQL's protocol.
     *
     * @return such as {@code postgres://postgres:...@localhost:40001/test_7?sslmode=disable}
     */
    public String url() {
        return server.url(name);
    }

    /**
     * A second database, empty at first, that a migration tool may wipe. It is made when it is first asked for and goes
     * with this one.
     *
     * @return such as {@code postgres://postgres:...@localhost:40001/test_7_shadow?sslmode=disable}
     * @throws JprismaException if it cannot be made
     */
    public synchronized String shadowUrl() {
        if (!hasShadow) {
            requireOrigin().administration().create(shadowName(), "template0");
            hasShadow = true;
        }
        return server.url(shadowName());
    }

    /**
     * The base of its HTTP gateway, which starts when it is first asked for and ends with this database. Needs
     * {@code dev.jprisma:jprisma-http-gateway} on the class path.
     *
     * @return such as {@code http://localhost:40002}
     * @throws JprismaException if the gateway is not on the class path or cannot listen
     */
    public String httpUrl() {
        return endpoint().httpUrl();
    }

    /**
     * For Prisma's client over HTTP, with the key in it; starts the gateway as {@link #httpUrl} does.
     *
     * @return such as {@code prisma+postgres://localhost:40002/?api_key=...}
     * @throws JprismaException if the gateway is not on the class path or cannot listen
     */
    public String prismaPostgresUrl() {
        return endpoint().prismaPostgresUrl();
    }

    private HttpEndpoint endpoint() {
        return requireOrigin().endpoints().of(name, server, name, url(), shadowUrl());
    }

    ServerAddress address() {
        return server.address(name);
    }

    /**
     * Opens a new session for every {@code getConnection}; pools nothing.
     *
     * @return the same object each time
     */
    public DataSource dataSource() {
        return dataSource;
    }

    /**
     * Runs a script: any number of statements, all or none of them unless it says otherwise. What {@code psql} itself
     * would do ({@code \connect} and the like, data after {@code COPY ... FROM STDIN}) it does not know.
     *
     * @param sql not empty
     * @throws JprismaException with the server's words if a statement fails
     */
    public void execute(String sql) {
        try {
            Administration.runScript(server, name, sql);
        } catch (PostgresException e) {
            throw new JprismaException(ErrorKind.INVALID, e.getMessage(), e);
        }
    }

    /**
     * Remembers all its data and definitions, for {@link #restore}; what was remembered before is forgotten. Takes some
     * 30 ms. Ends the sessions of this database, as a copy needs it to itself: take a new connection afterwards.
     *
     * @throws JprismaException ({@link ErrorKind#ALREADY_RUNNING}) if a transaction is open that changed something:
     *     that would be lost; commit it first
     */
    public synchronized void snapshot() {
        Administration administration = requireOrigin().administration();
        if (administration.countOpenTransactions(name) > 0) {
            throw new JprismaException(
                    ErrorKind.ALREADY_RUNNING,
                    "A transaction on " + name + " has changed something and is open: commit it before the snapshot");
        }
        administration.drop(snapshotName());
        hasSnapshot = false;
        administration.createAlone(snapshotName(), name);
        hasSnapshot = true;
    }

    /**
     * Brings back what the last {@link #snapshot} remembered, any number of times. Takes some 30 ms. Ends the sessions
     * of this database: take a new connection afterwards.
     *
     * @throws JprismaException ({@link ErrorKind#NOT_FOUND}) if there is no snapshot
     */
    public synchronized void restore() {
        Administration administration = requireOrigin().administration();
        if (!hasSnapshot) {
            throw new JprismaException(ErrorKind.NOT_FOUND, "There is no snapshot of " + name + ": call snapshot()");
        }
        administration.drop(name);
        administration.create(name, snapshotName());
    }

    /**
     * Keeps it, and its server, when the run ends, for a person to look at; at least an hour, until a later run removes
     * it. At most 10 of a run are kept.
     *
     * @return false if enough are kept already, and this one goes
     */
    public boolean keep() {
        return requireOrigin().keep(this);
    }

    /** Gives it back: it is dropped in the background, sessions or not, unless it is kept. Does nothing twice. */
    @Override
    public synchronized void close() {
        if (origin == null || origin.isKept(this)) {
            return;
        }
        try {
            origin.endpoints().close(name);
        } finally {
            discardAll();
        }
    }

    private void discardAll() {
        if (hasSnapshot) {
            hasSnapshot = false;
            origin.discard(snapshotName());
        }
        if (hasShadow) {
            hasShadow = false;
            origin.discard(shadowName());
        }
        origin.discard(this);
    }

    private TestDatabases requireOrigin() {
        if (origin == null) {
            throw new JprismaException(ErrorKind.INVALID, "Migrations can only use the database's URLs and execute");
        }
        return origin;
    }

    private String snapshotName() {
        return name + "_snapshot";
    }

    private String shadowName() {
        return name + "_shadow";
    }

    /** Its URL. */
    @Override
    public String toString() {
        return url();
    }
}
