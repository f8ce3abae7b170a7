package dev.jprisma.console;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.FileTrees;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.Storage;
import dev.jprisma.postgres.SuperuserPassword;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The one real PostgreSQL of this module's tests: started by the first of them, stopped with the JVM. */
public final class TestServer {
    private static final String PASSWORD = "password_of.tests~";

    private static TestServer shared;

    private final Path folder;
    private final ClusterFactory factory;
    private final PostmasterOptions options;
    private final Postmaster postmaster;

    private TestServer() throws IOException {
        folder = Files.createTempDirectory("jprisma-console");
        JprismaHome home = JprismaHome.at(folder.resolve("home"));
        home.create();
        factory = ClusterFactory.prepare(Storage.of(home), message -> {});
        Path data = factory.storage().testing().resolve("test/data");
        factory.create(data);
        options = new PostmasterOptions(
                data,
                FreePort.choose(),
                folder.resolve("postgres.log"),
                false,
                new SuperuserPassword(PASSWORD, factory.firstPassword(), false));
        postmaster = Postmaster.start(factory.installation(), options);
        Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
    }

    /** The server, running. */
    public static synchronized TestServer get() {
        if (shared == null) {
            try {
                shared = new TestServer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    public ServerAddress address() {
        return PostgresAddress.of(options.dataDirectory(), options.port(), PASSWORD);
    }

    public PostgresConnection connect(String database) {
        return PostgresConnection.open(address().withDatabase(database), Duration.ofSeconds(10));
    }

    /** Makes an empty database of that name, in place of one that is there, and runs a script in it. */
    public void createDatabase(String name, String script) {
        run("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        run("postgres", "CREATE DATABASE " + name);
        run(name, script);
    }

    /** Runs any number of statements. */
    public void run(String database, String script) {
        try (PostgresConnection connection = connect(database)) {
            connection.query(script, ResultReceiver.NONE);
        }
    }

    /** The first value of the first row; null is NULL, or no row. */
    public String value(String database, String sql, String... parameters) {
        String[] value = new String[1];
        try (PostgresConnection connection = connect(database)) {
            connection.execute(Statement.of(sql, parameters), new ResultReceiver() {
                @Override
                public void row(Row row) {
                    value[0] = row.text(0);
                }
            });
        }
        return value[0];
    }

    private void delete() {
        postmaster.stop();
        try {
            FileTrees.delete(factory.storage().testing().getParent());
            FileTrees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
