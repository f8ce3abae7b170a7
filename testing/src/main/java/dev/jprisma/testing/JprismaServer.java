package dev.jprisma.testing;

/**
 * A PostgreSQL server of this program's, from {@link Jprisma#start}. It is used as {@code postgres}, a superuser, whose
 * random password is in the URLs; it listens on loopback only. Safe for threads.
 */
public interface JprismaServer extends AutoCloseable {
    /**
     * For everything that speaks PostgreSQL's protocol.
     *
     * @return such as {@code postgres://postgres:...@localhost:51214/postgres?sslmode=disable}
     */
    String databaseUrl();

    /**
     * The same for Java's drivers.
     *
     * @return such as {@code jdbc:postgresql://localhost:51214/postgres?user=postgres&password=...&sslmode=disable}
     */
    String jdbcUrl();

    /**
     * A database on a server of its own that a migration tool may wipe. It starts when it is first asked for.
     *
     * @return as {@link #databaseUrl}
     * @throws dev.jprisma.state.JprismaException if it cannot be started
     */
    String shadowDatabaseUrl();

    /**
     * The base of the HTTP gateway, which starts when it is first asked for.
     *
     * @return such as {@code http://localhost:51213}
     * @throws dev.jprisma.state.JprismaException if {@code dev.jprisma:jprisma-http-gateway} is not on the class path,
     *     which a thrown-away server needs, or it cannot listen
     */
    String httpUrl();

    /**
     * For Prisma's client over HTTP, with the key in it.
     *
     * @return such as {@code prisma+postgres://localhost:51213/?api_key=...}
     * @throws dev.jprisma.state.JprismaException as {@link #httpUrl} and {@link #shadowDatabaseUrl}
     */
    String prismaPostgresUrl();

    /** Stops the server; one that is thrown away is deleted. Does nothing twice. */
    @Override
    void close();
}
