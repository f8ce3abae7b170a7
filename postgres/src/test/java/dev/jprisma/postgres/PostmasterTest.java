package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.wire.ConnectionLostException;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PostmasterPidFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostmasterTest {
    private final PostgresInstallation installation = TestClusters.factory().installation();
    private final PostmasterOptions options = TestClusters.newServer();

    @AfterEach
    void stopWhatRuns() {
        Postmaster.adopt(options.dataDirectory()).ifPresent(Postmaster::stop);
    }

    @Test
    void servesWhenStartReturns() {
        Postmaster postmaster = Postmaster.start(installation, options);

        assertThat(postmaster.isAlive()).isTrue();
        assertThat(PostmasterPidFile.read(options.dataDirectory()).orElseThrow().pid())
                .isEqualTo(postmaster.identity().pid());
        assertThat(query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void listensOnEveryLoopbackAddress() {
        Postmaster.start(installation, options);

        for (var address : LoopbackPort.addresses()) {
            ServerAddress server = new ServerAddress(
                    address.getHostAddress(), options.port(), "postgres", TestClusters.PASSWORD, "postgres");
            try (PostgresConnection connection = PostgresConnection.open(server, Duration.ofSeconds(5))) {
                assertThat(connection.isOpen()).isTrue();
            }
        }
    }

    @Test
    void isThePostgresOfTheProduct() {
        Postmaster.start(installation, options);

        assertThat(query("SHOW server_version"))
                .isEqualTo(installation.version())
                .startsWith("18.");
        assertThat(query("SHOW max_connections")).isEqualTo("100");
        assertThat(query("SHOW timezone")).isEqualTo("UTC");
        assertThat(query("SHOW statement_timeout")).isEqualTo("0");
        assertThat(query("SHOW shared_preload_libraries")).isEqualTo("pg_stat_statements");
        assertThat(query("SHOW password_encryption")).isEqualTo("scram-sha-256");
        assertThat(query("SELECT datlocprovider::text || datlocale || pg_encoding_to_char(encoding) FROM pg_database"
                        + " WHERE datname = 'postgres'"))
                .isEqualTo("bC.UTF-8UTF8");
    }

    @Test
    void aNamedInstancesServerIsDurable() {
        PostmasterOptions durable =
                new PostmasterOptions(options.dataDirectory(), options.port(), options.log(), true, options.password());
        Postmaster.start(installation, durable);

        assertThat(query("SELECT string_agg(setting, ',') FROM pg_settings"
                        + " WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')"))
                .isEqualTo("on,on,on");
    }

    @Test
    void stopsFastWithASessionOpen() {
        Postmaster postmaster = Postmaster.start(installation, options);
        PostgresConnection session = connect();

        postmaster.stop();

        assertThat(postmaster.isAlive()).isFalse();
        assertThat(options.dataDirectory().resolve("postmaster.pid")).doesNotExist();
        assertThatThrownBy(() -> session.execute(Statement.of("SELECT 1"), ResultReceiver.NONE))
                .isInstanceOf(PostgresException.class);
        postmaster.stop();
    }

    @Test
    void committedRowsOutliveAKill() throws Exception {
        Postmaster first = Postmaster.start(
                installation,
                new PostmasterOptions(
                        options.dataDirectory(), options.port(), options.log(), true, options.password()));
        query("CREATE TABLE t AS SELECT 42 AS a");
        first.identity().handle().orElseThrow().destroyForcibly();
        first.onExit().get(10, TimeUnit.SECONDS);

        startWhenItsChildrenAreGone();

        assertThat(query("SELECT a FROM t")).isEqualTo("42");
    }

    private void startWhenItsChildrenAreGone() {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsMatching(e -> e.getMessage().contains("still in use"))
                .until(() -> Postmaster.start(installation, options).isAlive());
    }

    @Test
    void isAdoptedByWhoeverKnowsItsDataDirectory() {
        Postmaster postmaster = Postmaster.start(installation, options);

        Postmaster adopted = Postmaster.adopt(options.dataDirectory()).orElseThrow();
        assertThat(adopted.identity()).isEqualTo(postmaster.identity());

        adopted.stop();
        assertThat(postmaster.isAlive()).isFalse();
        assertThat(Postmaster.adopt(options.dataDirectory())).isEmpty();
    }

    /** PostgreSQL itself is not in doubt about processes of other users, nor about its parents. */
    @ParameterizedTest
    @ValueSource(strings = {"postmaster.pid", ".s.PGSQL.%d.lock"})
    void aLockWhosePidAnotherServerHasNowIsNoObstacle(String lock) throws IOException {
        PostmasterOptions others = TestClusters.newServer();
        Postmaster other = Postmaster.start(installation, others);
        try {
            Files.writeString(
                    options.dataDirectory().resolve(lock.formatted(options.port())),
                    other.identity().pid() + "\n" + options.dataDirectory() + "\n1\n" + options.port()
                            + "\n.\n127.0.0.1\n1 1\nready\n");

            assertThat(Postmaster.adopt(options.dataDirectory())).isEmpty();
            assertThat(Postmaster.start(installation, options).isAlive()).isTrue();
        } finally {
            other.stop();
        }
    }

    @Test
    void aTakenPortIsSaidToBeTaken() throws IOException {
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(LoopbackPort.addresses().get(0), options.port()));

            assertThatThrownBy(() -> Postmaster.start(installation, options))
                    .isInstanceOfSatisfying(
                            JprismaException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PORT_TAKEN))
                    .hasMessageContaining(Integer.toString(options.port()));
        }
        assertThat(Postmaster.adopt(options.dataDirectory())).isEmpty();
    }

    @Test
    void aFailedStartShowsTheEndOfTheLogAndWhereItIs() throws IOException {
        Files.writeString(
                options.dataDirectory().resolve("postgresql.conf"),
                "no_such_setting = 1\n",
                java.nio.file.StandardOpenOption.APPEND);

        assertThatThrownBy(() -> Postmaster.start(installation, options))
                .hasMessageContaining("unrecognized configuration parameter \"no_such_setting\"")
                .hasMessageContaining(options.log().toString());
    }

    @Test
    void aDataDirectoryOfAnotherMajorVersionIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(options.dataDirectory().resolve("PG_VERSION"), "15\n");

        assertThatThrownBy(() -> Postmaster.start(installation, options))
                .hasMessageContaining("is of PostgreSQL 15")
                .hasMessageContaining("Nothing was changed");
        assertThat(options.dataDirectory().resolve("global/pg_control")).exists();
    }

    @Test
    void aDataDirectoryThatIsGoneIsSaidToBeGone() throws IOException {
        FileTrees.delete(options.dataDirectory());

        assertThatThrownBy(() -> Postmaster.start(installation, options)).hasMessageContaining("is gone");
        assertThat(options.dataDirectory()).doesNotExist();
    }

    @Test
    void aLostConnectionIsToldFromARefusal() {
        Postmaster postmaster = Postmaster.start(installation, options);
        PostgresConnection session = connect();
        postmaster.identity().handle().orElseThrow().destroyForcibly();

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        session.execute(Statement.of("SELECT pg_sleep(0.01)"), ResultReceiver.NONE);
                    }
                })
                .isInstanceOf(PostgresException.class)
                .satisfies(e -> assertThat(e instanceof ConnectionLostException || !session.isOpen())
                        .isTrue());
    }

    private PostgresConnection connect() {
        return PostgresConnection.open(
                PostgresAddress.of(options.port(), TestClusters.PASSWORD), Duration.ofSeconds(10));
    }

    private String query(String sql) {
        StringBuilder answer = new StringBuilder();
        try (PostgresConnection connection = connect()) {
            connection.execute(Statement.of(sql), new ResultReceiver() {
                @Override
                public void row(Row row) {
                    answer.append(row.text(0));
                }
            });
        }
        return answer.toString();
    }
}
