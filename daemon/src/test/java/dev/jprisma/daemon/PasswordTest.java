package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.PasswordKind;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.PasswordSet;
import dev.jprisma.state.control.SetPassword;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in by an instance's password, and how it gets another one. */
class PasswordTest {
    private static final String CHOSEN = "s3cret!of/mine";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static TestDaemon daemon;

    @BeforeAll
    static void start() throws IOException {
        daemon = new TestDaemon(folder.resolve("home")).start();
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.stopEverything();
        assertNoLogHolds(CHOSEN);
    }

    @Test
    void everyInstanceHasARandomPasswordOfItsOwn() throws Exception {
        InstanceView one = daemon.create("one");
        InstanceView other = daemon.create("other");

        assertThat(one.password()).isEqualTo(PasswordKind.RANDOM);
        assertThat(TestDaemon.query(one, "SELECT 1")).isEqualTo("1");
        for (String wrong : List.of("postgres", passwordOf("other"))) {
            assertRefused(one.exports().database().connectionString(), wrong);
            assertRefused(one.exports().shadowDatabase().connectionString(), wrong);
        }
        assertThat(passwordOf("other")).hasSize(32).isNotEqualTo(passwordOf("one"));
        assertThat(sql(one, passwordOf("one"))).isEqualTo(200);
        assertThat(sql(one, passwordOf("other"))).isEqualTo(400);
        assertThat(sql(other, "postgres")).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "renounced, 28P01, postgres, alter role postgres password 'x'",
        "dropped, 3D000, template1, drop database postgres",
    })
    void whoLockedHimselfOutIsLetInAgainAndKeepsHisData(String name, String code, String place, String change)
            throws Exception {
        InstanceView before = daemon.create(name);
        execute(before, "postgres", "CREATE DATABASE mine");
        execute(before, "mine", "CREATE TABLE t AS SELECT 42 AS a");
        execute(before, place, change);
        daemon.stop(name);

        InstanceView refusing = daemon.startAgain(name).instance();
        assertThat(refusing.loginRefusal()).contains(code);

        PasswordSet set = setPassword(name, null);

        assertThat(set.restarted()).isTrue();
        assertThat(set.instance().loginRefusal()).isNull();
        assertThat(TestDaemon.query(set.instance(), "SELECT 1")).isEqualTo("1");
        try (Connection session =
                        TestDaemon.session(set.instance().exports().database().connectionString(), "mine");
                var statement = session.createStatement();
                var rows = statement.executeQuery("SELECT a FROM t")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("42");
        }
        assertThat(sql(set.instance(), passwordOf(name))).isEqualTo(200);
        assertRefused(before.exports().database().connectionString(), passwordOf(before));
    }

    @Test
    void aChosenPasswordIsForTcpAlone() throws Exception {
        InstanceView instance = daemon.call(
                        Methods.INSTANCE_START,
                        TestDaemon.request("chosen", false).choosing(CHOSEN),
                        StartedInstance.class)
                .instance();

        assertThat(instance.password()).isEqualTo(PasswordKind.CHOSEN);
        assertThat(daemon.record("chosen").password().text()).isEqualTo(CHOSEN);
        assertThat(TestDaemon.query(instance, "SELECT 1")).isEqualTo("1");
        assertThat(sql(instance, CHOSEN)).isEqualTo(400);
        assertThat(sql(instance, ConnectionUrls.of(daemon.record("chosen")).apiKey()))
                .isEqualTo(200);
        assertThatThrownBy(() -> daemon.call(
                        Methods.INSTANCE_START,
                        StartInstance.existing(new InstanceName("chosen"), false)
                                .choosing("another"),
                        StartedInstance.class))
                .hasMessageContaining("jprisma dev password chosen");

        daemon.stop("chosen");
        assertThat(setPassword("chosen", null).restarted()).isFalse();

        InstanceView again = daemon.startAgain("chosen").instance();
        assertThat(again.loginRefusal()).isNull();
        assertThat(sql(again, passwordOf("chosen"))).isEqualTo(200);
    }

    @Test
    void anInstanceOfBeforeKeepsItsPasswordForTcpAlone() throws Exception {
        daemon.create("old");
        setPassword("old", "postgres");
        daemon.stop("old");
        Path record = daemon.home().instanceDirectory(new InstanceName("old")).resolve("instance.json");
        Files.writeString(record, Files.readString(record).replaceAll("\"password\"\\s*:\\s*\\{[^}]*},", ""));
        assertThat(daemon.record("old").password()).isEqualTo(InstancePassword.COMMON);

        InstanceView old = daemon.startAgain("old").instance();

        assertThat(old.password()).isEqualTo(PasswordKind.COMMON);
        assertThat(TestDaemon.query(old, "SELECT 1")).isEqualTo("1");
        assertThat(sql(old, "postgres")).isEqualTo(400);
        assertThat(setPassword("old", null).instance().password()).isEqualTo(PasswordKind.RANDOM);
        assertRefused(old.exports().database().connectionString(), "postgres");
    }

    @Test
    void anEphemeralInstanceHasNoOtherPassword() throws Exception {
        try (ControlConnection owner = daemon.connect()) {
            StartInstance request = new StartInstance(
                    null, true, null, null, null, ProcessHandle.current().pid(), true, true);
            String name = daemon.call(owner, Methods.INSTANCE_START, request, StartedInstance.class)
                    .instance()
                    .name();
            assertThatThrownBy(() -> setPassword(name, null)).hasMessageContaining("is ephemeral");
        }
    }

    private static PasswordSet setPassword(String name, String password) throws IOException {
        return daemon.call(
                Methods.INSTANCE_PASSWORD, new SetPassword(new InstanceName(name), password), PasswordSet.class);
    }

    private static void execute(InstanceView instance, String database, String sql) throws SQLException {
        try (Connection session =
                        TestDaemon.session(instance.exports().database().connectionString(), database);
                var statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String passwordOf(String name) {
        return daemon.record(name).password().text();
    }

    private static String passwordOf(InstanceView instance) {
        return URI.create(instance.exports().database().connectionString())
                .getUserInfo()
                .split(":")[1];
    }

    private static void assertRefused(String url, String password) {
        String other = url.replaceFirst(":[^:@]*@", ":" + password + "@");
        assertThatThrownBy(() ->
                        TestDaemon.session(other, URI.create(url).getPath().substring(1)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    /** The status that Neon's way of asking gets. */
    private static int sql(InstanceView instance, String password) throws Exception {
        URI url = URI.create("http://localhost:" + instance.port() + "/sql");
        HttpRequest request = HttpRequest.newBuilder(url)
                .header(
                        "Neon-Connection-String",
                        "postgresql://postgres:" + password.replace("/", "%2F") + "@localhost/postgres")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"select 1\"}"))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** The logs of the daemon and of the servers. */
    private static void assertNoLogHolds(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(daemon.home().root())) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                assertThat(Files.readString(log)).as(log.toString()).doesNotContain(secret);
            }
        }
    }
}
