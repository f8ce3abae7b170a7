package dev.jprisma.testing;

import dev.jprisma.state.CloseAll;
import dev.jprisma.state.Credentials;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A server that is thrown away. Its shadow database is a second one, started when it is asked for. */
final class EphemeralJprismaServer implements JprismaServer {
    private final Engine engine;
    private final ServerOptions options;
    private final Set<JprismaServer> open;
    private final EphemeralServer server;
    private EphemeralServer shadow;
    private HttpEndpoint endpoint;

    /** @param open where it is noted while it is open */
    EphemeralJprismaServer(Engine engine, ServerOptions options, Set<JprismaServer> open) {
        this.engine = engine;
        this.options = options;
        this.open = open;
        NamedPorts.requireFree(engine.settings().home(), options);
        this.server = EphemeralServer.start(
                engine, options.settings(), options.databasePort(), engine.clusters()::createThrowAway);
        open.add(this);
        try {
            openNamedPorts();
        } catch (RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Who names a port expects somebody there. */
    private void openNamedPorts() {
        if (options.shadowDatabasePort().isPresent()) {
            shadowDatabaseUrl();
        }
        if (options.httpPort().isPresent()) {
            httpUrl();
        }
    }

    @Override
    public String databaseUrl() {
        return server.login().url(Credentials.DATABASE);
    }

    @Override
    public String jdbcUrl() {
        return server.login().jdbcUrl(Credentials.DATABASE);
    }

    @Override
    public synchronized String shadowDatabaseUrl() {
        if (shadow == null) {
            shadow = EphemeralServer.start(
                    engine, options.settings(), options.shadowDatabasePort(), engine.clusters()::createThrowAway);
        }
        return shadow.login().url(Credentials.DATABASE);
    }

    @Override
    public String httpUrl() {
        return endpoint().httpUrl();
    }

    @Override
    public String prismaPostgresUrl() {
        return endpoint().prismaPostgresUrl();
    }

    private synchronized HttpEndpoint endpoint() {
        if (endpoint == null) {
            endpoint = HttpEndpoints.open(
                    options.httpPort(), server.login(), Credentials.DATABASE, databaseUrl(), shadowDatabaseUrl());
        }
        return endpoint;
    }

    @Override
    public synchronized void close() {
        open.remove(this);
        CloseAll.of(Stream.of(endpoint, shadow, server).filter(Objects::nonNull).toList());
        endpoint = null;
    }

    /** Its URL. */
    @Override
    public String toString() {
        return databaseUrl();
    }
}
