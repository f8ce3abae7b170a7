package dev.jprisma.transfer;

import dev.jprisma.cli.transfer.Database;
import dev.jprisma.state.ConnectionUri;
import dev.jprisma.testing.Jprisma;
import dev.jprisma.testing.JprismaServer;
import dev.jprisma.transfer.server.DatabaseSession;
import java.util.concurrent.atomic.AtomicInteger;

/** The one real server of these tests: started by the first of them, stopped with the JVM. */
final class TestServer {
    private static final JprismaServer SERVER = Jprisma.start();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestServer() {}

    /** An empty database. */
    static Database newDatabase() {
        String name = "test" + NUMBER.incrementAndGet();
        ConnectionUri server = ConnectionUri.parse(SERVER.databaseUrl());
        try (DatabaseSession session = DatabaseSession.open(new Database("server", server, null))) {
            session.execute("CREATE DATABASE " + name);
        }
        return new Database(
                name,
                new ConnectionUri(server.hosts(), server.user(), server.password(), name, server.parameters()),
                null);
    }

    /** The first value that a query gives; null if there is no row. */
    static String value(Database database, String sql) {
        try (DatabaseSession session = DatabaseSession.open(database)) {
            return session.value(sql);
        }
    }

    static void execute(Database database, String sql) {
        try (DatabaseSession session = DatabaseSession.open(database)) {
            session.execute(sql);
        }
    }
}
