package dev.jprisma.gateway;

import static org.awaitility.Awaitility.await;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.FileTrees;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.SettingsFile;
import dev.jprisma.postgres.Storage;
import dev.jprisma.postgres.SuperuserPassword;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PostgresChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The one real PostgreSQL of this module's tests: started by the first of them, stopped with the JVM. The system
 * property {@code jprisma.test.postgres} names another major version than the packed one.
 */
public final class TestServer {

    /** Of its superuser. */
    public static final String PASSWORD = "password_of.tests~";

    private static TestServer shared;

    private final Path folder;
    private final ClusterFactory factory;
    private final PostmasterOptions options;
    private Postmaster postmaster;

    private TestServer() throws IOException {
        folder = Files.createTempDirectory("jprisma-gateway");
        JprismaHome home = JprismaHome.at(folder.resolve("home"));
        home.create();
        int major = Integer.getInteger("jprisma.test.postgres", PostgresChoice.NEWEST);
        factory = ClusterFactory.prepare(Storage.of(home), PostgresChoice.of(major), message -> {});
        Path data = factory.storage().testing().resolve("test/data");
        factory.create(data);
        options = new PostmasterOptions(
                data,
                FreePort.choose(),
                folder.resolve("postgres.log"),
                false,
                new SuperuserPassword(PASSWORD, factory.firstPassword(), false));
    }

    /** The server, running. */
    public static synchronized TestServer get() {
        if (shared == null) {
            try {
                shared = new TestServer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            shared.start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::delete));
        }
        return shared;
    }

    public ServerAddress address() {
        return PostgresAddress.of(options.dataDirectory(), options.port(), PASSWORD);
    }

    public PostgresConnection connect() {
        return PostgresConnection.open(address(), Duration.ofSeconds(10));
    }

    public void start() {
        postmaster = Postmaster.start(factory.installation(), options);
    }

    public void stop() {
        postmaster.stop();
    }

    /** Kills the postmaster with kill -9; its sessions find out by themselves, and end. */
    public void kill() {
        ProcessHandle process = postmaster.identity().handle().orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process);
        process.destroyForcibly();
        await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** What it appends to. */
    public Path log() {
        return options.log();
    }

    /** Changes what is set by {@code ALTER SYSTEM}, and has it read that. */
    public void set(UnaryOperator<AlteredSettings> change) {
        Path data = options.dataDirectory();
        new SettingsFile(factory).write(data, change.apply(AlteredSettings.of(data)));
        postmaster.reload();
    }

    public void script(String sql) {
        try (PostgresConnection connection = connect()) {
            connection.query(sql, ResultReceiver.NONE);
        }
    }

    /** The first value of the first row. */
    public String value(String sql) {
        String[] value = new String[1];
        try (PostgresConnection connection = connect()) {
            connection.query(sql, new ResultReceiver() {
                @Override
                public void row(Row row) {
                    value[0] = row.text(0);
                }
            });
        }
        return value[0];
    }

    private void delete() {
        stop();
        try {
            FileTrees.delete(factory.storage().testing().getParent());
            FileTrees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
