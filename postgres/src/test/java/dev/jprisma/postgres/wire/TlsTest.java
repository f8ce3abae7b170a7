package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.TestClusters;
import dev.jprisma.state.ServerHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A real server with a certificate for {@code localhost}, and none for any address. */
class TlsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;
    private static PostmasterOptions options;
    private static Postmaster server;

    @BeforeAll
    static void start() throws Exception {
        certificates = new TestCertificates(folder, "authority");
        certificates.certify("server", "SAN=dns:localhost");
        certificates.certify("certified", null);
        options = TestClusters.newServer();
        Path data = options.dataDirectory();
        give(data, certificates.certificate("server"), "server.crt");
        give(data, certificates.key("server"), "server.key");
        give(data, certificates.root(), "root.crt");
        Files.writeString(
                data.resolve("postgresql.conf"), "\nssl=on\nssl_ca_file='root.crt'\n", StandardOpenOption.APPEND);
        Files.writeString(data.resolve("pg_hba.conf"), """
                hostssl all certified all cert
                hostssl all encrypted all scram-sha-256
                hostnossl all plain all scram-sha-256
                host all open all password
                host all encrypted,plain,certified all reject
                host all all all scram-sha-256
                """);
        server = Postmaster.start(TestClusters.factory().installation(), options);
        TestClusters.beforeDeletion(TlsTest::stop);
        try (PostgresConnection connection = open(address(TlsMode.REQUIRE, "localhost"))) {
            connection.query("""
                    create role certified login; create role encrypted login password 'p';
                    create role plain login password 'p'; create role open login password 'p'""", ResultReceiver.NONE);
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    /** A copy that is the server's, as it wants its key to be. */
    private static void give(Path data, Path file, String name) throws IOException {
        Path copy = Files.copy(file, data.resolve(name));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        PosixFileAttributes owner = Files.readAttributes(data, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Files.getFileAttributeView(copy, PosixFileAttributeView.class).setOwner(owner.owner());
    }

    private static TlsSettings tls(TlsMode mode, ChannelBinding binding) {
        boolean verified = mode == TlsMode.VERIFY_CA || mode == TlsMode.VERIFY_FULL;
        return new TlsSettings(mode, verified ? certificates.root() : null, null, null, null, binding);
    }

    private static ServerAddress address(TlsSettings tls, String host, int port, String user, String password) {
        return new ServerAddress(
                List.of(new ServerHost(host, port)),
                user,
                password,
                "postgres",
                Map.of(),
                new ConnectionOptions(tls, TargetSession.ANY, null, null, false));
    }

    private static ServerAddress address(TlsMode mode, String host) {
        return address(tls(mode, ChannelBinding.PREFER), host, options.port(), "postgres", TestClusters.PASSWORD);
    }

    private static ServerAddress roleAddress(TlsMode mode, String role) {
        return address(tls(mode, ChannelBinding.PREFER), "localhost", options.port(), role, "p");
    }

    private static PostgresConnection open(ServerAddress address) {
        return PostgresConnection.open(address, TIMEOUT);
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"PREFER", "REQUIRE", "VERIFY_CA", "VERIFY_FULL"})
    void encrypts(TlsMode mode) {
        try (PostgresConnection connection = open(address(mode, "localhost"))) {
            assertThat(connection.encryption()).contains("TLSv1.3");
            assertThat(Results.value(connection, "select version from pg_stat_ssl where pid = pg_backend_pid()"))
                    .isEqualTo("TLSv1.3");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"DISABLE", "ALLOW"})
    void doesNotEncryptWhereNobodyWantsIt(TlsMode mode) {
        try (PostgresConnection connection = open(address(mode, "localhost"))) {
            assertThat(connection.encryption()).isEmpty();
        }
    }

    @Test
    void trustsNoServerOfAnotherName() {
        assertNotEncrypted(address(TlsMode.VERIFY_FULL, "127.0.0.1"), "127.0.0.1");
        open(address(TlsMode.VERIFY_CA, "127.0.0.1")).close();
    }

    @Test
    void trustsNoServerOfAnotherAuthority() throws Exception {
        Path other = new TestCertificates(Files.createDirectory(folder.resolve("other")), "other").root();
        for (TlsMode mode : List.of(TlsMode.REQUIRE, TlsMode.VERIFY_CA, TlsMode.VERIFY_FULL)) {
            TlsSettings tls = new TlsSettings(mode, other, null, null, null, ChannelBinding.PREFER);
            assertNotEncrypted(address(tls, "localhost", options.port(), "postgres", "p"), "certification path");
        }
        TlsSettings ofJava =
                new TlsSettings(TlsMode.VERIFY_FULL, TlsSettings.SYSTEM, null, null, null, ChannelBinding.PREFER);
        assertNotEncrypted(address(ofJava, "localhost", options.port(), "postgres", "p"), "certification path");
    }

    @Test
    void goesNoFurtherWithoutEncryptionThatIsRequired() {
        ServerAddress plain = TestServer.address();
        TlsSettings required = tls(TlsMode.REQUIRE, ChannelBinding.PREFER);
        assertNotEncrypted(
                address(required, "localhost", plain.port(), plain.user(), plain.password()), "it offers no TLS");
        try (PostgresConnection connection = open(address(
                tls(TlsMode.PREFER, ChannelBinding.PREFER),
                "localhost",
                plain.port(),
                plain.user(),
                plain.password()))) {
            assertThat(connection.encryption()).isEmpty();
        }
    }

    private static void assertNotEncrypted(ServerAddress address, String why) {
        assertThatThrownBy(() -> open(address))
                .isInstanceOfSatisfying(
                        CannotConnectException.class,
                        e -> assertThat(e.reason()).isEqualTo(CannotConnectException.Reason.NOT_ENCRYPTED))
                .hasMessageContaining(why);
    }

    @Test
    void triesWhatElseIsAllowedWhereARuleWantsTheOther() {
        open(roleAddress(TlsMode.PREFER, "plain")).close();
        open(roleAddress(TlsMode.ALLOW, "encrypted")).close();
        assertThatThrownBy(() -> open(roleAddress(TlsMode.DISABLE, "encrypted")))
                .isInstanceOf(ServerErrorException.class);
        assertThatThrownBy(() -> open(roleAddress(TlsMode.REQUIRE, "plain"))).isInstanceOf(ServerErrorException.class);
    }

    @Test
    void bindsTheLoginToTheServersCertificate() {
        open(address(
                        tls(TlsMode.REQUIRE, ChannelBinding.REQUIRE),
                        "localhost",
                        options.port(),
                        "postgres",
                        TestClusters.PASSWORD))
                .close();
        open(address(
                        tls(TlsMode.REQUIRE, ChannelBinding.DISABLE),
                        "localhost",
                        options.port(),
                        "postgres",
                        TestClusters.PASSWORD))
                .close();
    }

    @ParameterizedTest
    @CsvSource({"DISABLE, encrypted", "DISABLE, postgres", "REQUIRE, open"})
    void sendsNoPasswordThatIsNotBoundIfItHasToBe(TlsMode mode, String role) {
        TlsSettings tls = tls(mode, ChannelBinding.REQUIRE);
        assertThatThrownBy(() -> open(
                        address(tls, "localhost", options.port(), role.equals("encrypted") ? "postgres" : role, "p")))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("channel_binding=require");
    }

    @Test
    void showsACertificateOfItsOwn() throws Exception {
        for (Path key : List.of(certificates.key("certified"), certificates.oldKey("certified"))) {
            try (PostgresConnection connection = open(certified(key))) {
                assertThat(Results.value(connection, "select session_user")).isEqualTo("certified");
            }
        }
        assertThatThrownBy(() -> open(roleAddress(TlsMode.REQUIRE, "certified")))
                .isInstanceOf(PostgresException.class);
    }

    @Test
    void usesNoKeyThatOthersCanRead() throws Exception {
        Path shown = Files.copy(certificates.key("certified"), folder.resolve("shown.key"));
        Files.setPosixFilePermissions(shown, PosixFilePermissions.fromString("rw-r--r--"));
        assertNotEncrypted(certified(shown), "chmod 600 " + shown);
        assertNotEncrypted(certified(folder.resolve("none.key")), "there is no file");
        Path none = Files.writeString(folder.resolve("empty.key"), "");
        Files.setPosixFilePermissions(none, PosixFilePermissions.fromString("rw-------"));
        assertNotEncrypted(certified(none), "no private key");
    }

    private static ServerAddress certified(Path key) {
        TlsSettings tls = new TlsSettings(
                TlsMode.VERIFY_FULL,
                certificates.root(),
                certificates.certificate("certified"),
                key,
                null,
                ChannelBinding.PREFER);
        return address(tls, "localhost", options.port(), "certified", "");
    }

    @Test
    void cancelsAStatement() {
        try (PostgresConnection connection = open(address(TlsMode.VERIFY_FULL, "localhost"));
                PostgresConnection watching = open(address(TlsMode.DISABLE, "localhost"))) {
            CompletableFuture<Void> sleeping = CompletableFuture.runAsync(
                    () -> connection.execute(Statement.of("select pg_sleep(60)"), ResultReceiver.NONE));
            String sleeps = "select wait_event = 'PgSleep' from pg_stat_activity where pid = " + connection.processId();
            await().until(() -> "t".equals(Results.value(watching, sleeps)));
            connection.cancel();
            assertThatThrownBy(sleeping::join).hasRootCauseInstanceOf(ServerErrorException.class);
            assertThat(Results.value(connection, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void passesLargeValuesBothWays() {
        String large = "ä€x".repeat(1_000_000);
        try (PostgresConnection connection = open(address(TlsMode.VERIFY_FULL, "localhost"))) {
            long[] length = {0};
            connection.execute(
                    new Statement("select $1 || repeat('y', 5000000)", List.of(Parameter.text(large))),
                    new ResultReceiver() {
                        @Override
                        public void row(Row row) {
                            String text = row.text(0);
                            length[0] = text.startsWith(large) ? text.length() : -1;
                        }
                    });
            assertThat(length[0]).isEqualTo(large.length() + 5_000_000L);
        }
    }

    @Test
    void noticesWithoutWaitingThatTheServerHasEndedTheSession() {
        try (PostgresConnection connection = open(address(TlsMode.VERIFY_FULL, "localhost"));
                PostgresConnection other = open(address(TlsMode.VERIFY_FULL, "localhost"))) {
            assertThat(connection.isAlive()).isTrue();
            assertThat(Results.value(connection, "select 1")).isEqualTo("1");
            assertThat(connection.isAlive()).isTrue();
            Results.value(other, "select pg_terminate_backend(" + connection.processId() + ", 5000)");
            await().until(() -> !connection.isAlive());
        }
    }

    @Test
    void noticesWithoutWaitingThatTheNetworkIsCut() throws IOException {
        try (TestRelay relay = new TestRelay(options.port());
                PostgresConnection connection = open(address(
                        tls(TlsMode.VERIFY_FULL, ChannelBinding.PREFER),
                        "localhost",
                        relay.port(),
                        "postgres",
                        TestClusters.PASSWORD))) {
            assertThat(connection.isAlive()).isTrue();
            relay.cut();
            await().until(() -> !connection.isAlive());
        }
    }

    @Test
    void waitsNoLongerThanItMay() {
        try (PostgresConnection connection = open(address(TlsMode.VERIFY_FULL, "localhost"))) {
            connection.setReadTimeout(Duration.ofMillis(100));
            assertThatThrownBy(() -> connection.execute(Statement.of("select pg_sleep(60)"), ResultReceiver.NONE))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("in time");
        }
    }

    @Test
    void isEndedByAnyThread() {
        PostgresConnection connection = open(address(TlsMode.VERIFY_FULL, "localhost"));
        CompletableFuture<Void> sleeping = CompletableFuture.runAsync(
                () -> connection.execute(Statement.of("select pg_sleep(60)"), ResultReceiver.NONE));
        connection.abort();
        assertThatThrownBy(sleeping::join).hasRootCauseInstanceOf(Exception.class);
    }
}
