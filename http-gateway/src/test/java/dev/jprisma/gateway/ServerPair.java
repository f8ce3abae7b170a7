package dev.jprisma.gateway;

import static org.awaitility.Awaitility.await;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.FileTrees;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.Storage;
import dev.jprisma.postgres.SuperuserPassword;
import dev.jprisma.postgres.wire.ConnectionOptions;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.TargetSession;
import dev.jprisma.postgres.wire.TlsSettings;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A primary and a streaming standby, without which it acknowledges nothing. */
final class ServerPair implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder = Files.createTempDirectory("jprisma-pair");
    private final ClusterFactory factory;
    private final PostmasterOptions primaryOptions;
    private final PostmasterOptions standbyOptions;
    private Postmaster primary;
    private Postmaster standby;

    ServerPair() throws IOException {
        JprismaHome home = JprismaHome.at(folder.resolve("home"));
        home.create();
        factory = ClusterFactory.prepare(Storage.of(home), message -> {});
        Path data = factory.storage().testing().resolve("primary/data");
        factory.create(data);
        primaryOptions = options(data);
        Path copy = factory.storage()
                .createDirectory(factory.storage().testing().resolve("standby"))
                .resolve("data");
        FileTrees.copy(data, copy);
        FileTrees.copy(data.resolve("pg_hba.conf"), copy.resolve("standby.signal"));
        standbyOptions = options(copy);
        append(
                copy,
                "postgresql.conf",
                "primary_conninfo = 'host=127.0.0.1 port=" + primaryOptions.port() + " user=postgres password="
                        + factory.firstPassword() + "'\n");
    }

    void start() {
        primary = Postmaster.start(factory.installation(), primaryOptions);
        standby = Postmaster.start(factory.installation(), standbyOptions);
        await().atMost(PATIENCE)
                .until(() -> value(primaryOptions, "select count(*) from pg_stat_replication where state = 'streaming'")
                        .equals("1"));
        script(primaryOptions, "alter system set synchronous_standby_names = '*'");
        script(primaryOptions, "select pg_reload_conf()");
        await().atMost(PATIENCE)
                .until(() -> value(primaryOptions, "select sync_state from pg_stat_replication")
                        .equals("sync"));
    }

    private PostmasterOptions options(Path data) {
        return new PostmasterOptions(
                data,
                FreePort.choose(),
                folder.resolve(data.getParent().getFileName() + ".log"),
                true,
                SuperuserPassword.kept(factory.firstPassword()));
    }

    private static void append(Path data, String file, String text) throws IOException {
        Files.writeString(data.resolve(file), text, StandardOpenOption.APPEND);
    }

    /** Of whichever can be written to. */
    ServerAddress address() {
        return new ServerAddress(
                List.of(
                        new ServerHost("127.0.0.1", primaryOptions.port()),
                        new ServerHost("127.0.0.1", standbyOptions.port())),
                "postgres",
                factory.firstPassword(),
                "postgres",
                Map.of(),
                new ConnectionOptions(TlsSettings.NONE, TargetSession.READ_WRITE, null, null, false));
    }

    private ServerAddress address(PostmasterOptions options) {
        return new ServerAddress("127.0.0.1", options.port(), "postgres", factory.firstPassword(), "postgres");
    }

    /** Ends the primary as a power failure would. */
    void killPrimary() {
        ProcessHandle process = primary.identity().handle().orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process);
        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        primary = null;
    }

    void promoteStandby() {
        script(standbyOptions, "select pg_promote()");
    }

    String valueOnStandby(String sql) {
        return value(standbyOptions, sql);
    }

    private void script(PostmasterOptions options, String sql) {
        try (PostgresConnection connection = PostgresConnection.open(address(options), LIMIT)) {
            connection.query(sql, ResultReceiver.NONE);
        }
    }

    private String value(PostmasterOptions options, String sql) {
        String[] value = {"none"};
        try (PostgresConnection connection = PostgresConnection.open(address(options), LIMIT)) {
            connection.query(sql, new ResultReceiver() {
                @Override
                public void row(Row row) {
                    value[0] = row.text(0);
                }
            });
        }
        return value[0];
    }

    @Override
    public void close() throws IOException {
        if (standby != null) {
            standby.stopImmediately();
        }
        if (primary != null) {
            primary.stopImmediately();
        }
        FileTrees.delete(factory.storage().testing().getParent());
        FileTrees.delete(folder);
    }
}
