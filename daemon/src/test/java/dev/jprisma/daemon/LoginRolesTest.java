package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.DataExchange;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.LoginKind;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.ControlMessage;
import dev.jprisma.state.control.EnsureLogin;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.ForkInstance;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.ResetInstance;
import dev.jprisma.state.control.RestoreInstance;
import dev.jprisma.state.control.SnapshotInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.control.TakenSnapshot;
import dev.jprisma.state.control.UndoInstance;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the roles may that are made beside the superuser, and that they stay what they are whatever data there is. */
class LoginRolesTest {
    private static final SnapshotName BEFORE = new SnapshotName("before");

    private static final String WRITABLE = "SET default_transaction_read_only = off";

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
        TestDaemon.deleteServerFilesOf(daemon.home().root());
    }

    @Test
    void noneIsMadeBeforeItIsAskedFor() throws Exception {
        InstanceView instance = daemon.create("untouched");

        assertThat(TestDaemon.query(instance, "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'jprisma%'"))
                .isEqualTo("0");
    }

    @Test
    void appReadsAndWritesAllRowsAndOwnsWhatItMakes() throws Exception {
        InstanceView instance = daemon.create("shop");
        TestDaemon.query(instance, "CREATE TABLE theirs AS SELECT 1 AS a");
        ensure("shop", LoginKind.APP);

        as("shop", LoginKind.APP, "INSERT INTO theirs VALUES (2)");
        as("shop", LoginKind.APP, "CREATE TABLE mine (id serial PRIMARY KEY)");
        as("shop", LoginKind.APP, "INSERT INTO mine DEFAULT VALUES");
        as("shop", LoginKind.APP, "CREATE SCHEMA other");
        as("shop", LoginKind.APP, "CREATE EXTENSION citext");

        assertThat(as("shop", LoginKind.APP, "SELECT sum(a) FROM theirs")).isEqualTo("3");
        assertThat(TestDaemon.query(instance, "SELECT tableowner FROM pg_tables WHERE tablename = 'mine'"))
                .isEqualTo("jprisma_app");
        assertRefused("shop", LoginKind.APP, "42501", "ALTER TABLE theirs ADD b int");
        assertRefused("shop", LoginKind.APP, "42501", "DROP TABLE theirs");
        assertRefused("shop", LoginKind.APP, "42501", "CREATE DATABASE own");
    }

    @Test
    void readerReadsAllRowsAndWritesNone() throws Exception {
        InstanceView instance = daemon.create("library");
        TestDaemon.query(instance, "CREATE SCHEMA hidden; CREATE TABLE hidden.t AS SELECT 1 AS a");
        ensure("library", LoginKind.READER);

        assertThat(as("library", LoginKind.READER, "SELECT a FROM hidden.t")).isEqualTo("1");
        assertRefused("library", LoginKind.READER, "25006", "INSERT INTO hidden.t VALUES (2)");
        assertRefused("library", LoginKind.READER, "42501", WRITABLE, "INSERT INTO hidden.t VALUES (2)");
        assertRefused("library", LoginKind.READER, "42501", WRITABLE, "CREATE TABLE t (a int)");
    }

    @ParameterizedTest
    @EnumSource(names = {"APP", "READER", "WRITER"})
    void noneReachesTheMachineOrAnotherRole(LoginKind kind) throws Exception {
        String name = "fenced-" + kind;
        InstanceView instance = daemon.create(name);
        TestDaemon.query(instance, "CREATE EXTENSION dblink");
        ensure(name, kind);

        for (String attack : List.of(
                "COPY (SELECT 1) TO PROGRAM 'true'",
                "COPY pg_class TO '/tmp/jprisma-escaped'",
                "SELECT pg_read_file('/etc/passwd')",
                "SELECT pg_ls_dir('/')",
                "SELECT lo_import('/etc/passwd')",
                "SET ROLE postgres",
                "SET SESSION AUTHORIZATION postgres",
                "ALTER ROLE " + kind.roleName() + " SUPERUSER",
                "ALTER ROLE postgres PASSWORD NULL",
                "GRANT pg_execute_server_program TO " + kind.roleName(),
                "CREATE ROLE other SUPERUSER",
                "UPDATE pg_authid SET rolsuper = true",
                "ALTER SYSTEM SET archive_command = 'true'",
                "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc', 'system'",
                "CREATE EXTENSION file_fdw")) {
            assertRefused(name, kind, "42501", WRITABLE, attack);
        }
        String socket = TestDaemon.query(instance, "SHOW unix_socket_directories");
        for (String place : List.of(socket, "127.0.0.1")) {
            assertRefused(
                    name,
                    kind,
                    "2F003",
                    "SELECT * FROM dblink('host=" + place + " port=" + instance.databasePort()
                            + " user=postgres dbname=postgres', 'SELECT 1') AS t(a int)");
        }
        assertThat(as(name, kind, "SELECT rolsuper FROM pg_roles WHERE rolname = session_user"))
                .isEqualTo("f");
    }

    @Test
    void whatTheRoleMadeDoesNotRunAsTheSuperuserWhoLooksAfterIt() throws Exception {
        daemon.create("trapped");
        ensure("trapped", LoginKind.APP);
        as(
                "trapped",
                LoginKind.APP,
                "CREATE FUNCTION public.trap(name, name) RETURNS boolean LANGUAGE plpgsql AS"
                        + " 'BEGIN ALTER ROLE jprisma_app SUPERUSER; RETURN true; END';"
                        + " CREATE OPERATOR public.~~ (LEFTARG = name, RIGHTARG = name, FUNCTION = public.trap);"
                        + " CREATE OPERATOR public.!~~ (LEFTARG = name, RIGHTARG = name, FUNCTION = public.trap)");

        ensure("trapped", LoginKind.READER);
        daemon.stop("trapped");
        daemon.startAgain("trapped");

        assertThat(as("trapped", LoginKind.APP, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("f");
    }

    @Test
    void aRoleOfTheUsersOfThatNameIsLeftAlone() throws Exception {
        InstanceView instance = daemon.create("taken");
        TestDaemon.query(instance, "CREATE ROLE jprisma_reader NOLOGIN");

        assertThatThrownBy(() -> ensure("taken", LoginKind.READER))
                .hasMessageContaining("There is a role jprisma_reader that jprisma did not make: rename it");

        assertThat(TestDaemon.query(instance, "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'jprisma_reader'"))
                .isEqualTo("f");
        assertThat(daemon.record("taken").logins()).isEmpty();
    }

    @Test
    void oneThatIsStoppedGetsItAndItMakesThingsOnceItRuns() throws Exception {
        daemon.create("asleep");
        daemon.stop("asleep");

        ensure("asleep", LoginKind.APP);
        assertThat(daemon.view("asleep").exports()).isNull();
        daemon.startAgain("asleep");

        as("asleep", LoginKind.APP, "CREATE TABLE mine (a int)");
    }

    @Test
    void whatWasBrokenIsMendedByAskingAgain() throws Exception {
        InstanceView instance = daemon.create("mended");
        ensure("mended", LoginKind.APP);
        String url = url("mended", LoginKind.APP);
        TestDaemon.query(instance, "ALTER ROLE jprisma_app SUPERUSER NOLOGIN PASSWORD NULL");
        TestDaemon.query(instance, "DROP SCHEMA public");
        TestDaemon.query(instance, "CREATE DATABASE later");
        TestDaemon.query(instance, "CREATE SCHEMA public");
        TestDaemon.query(instance, "ALTER ROLE postgres SET default_transaction_read_only = on");

        ensure("mended", LoginKind.APP);

        assertThat(url("mended", LoginKind.APP)).isEqualTo(url);
        as("mended", LoginKind.APP, "CREATE TABLE mine (a int)");
        assertThat(as("mended", LoginKind.APP, "SELECT has_database_privilege('later', 'CREATE')"))
                .isEqualTo("t");
        assertThat(as("mended", LoginKind.APP, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("f");
    }

    @Test
    void rolesAreOfTheInstanceAndNotOfItsData() throws Exception {
        InstanceView instance = daemon.create("data");
        InstanceName name = new InstanceName("data");
        TestDaemon.query(instance, "CREATE TABLE t AS SELECT 1 AS a");
        daemon.call(Methods.INSTANCE_SNAPSHOT, new SnapshotInstance(name, BEFORE, null), TakenSnapshot.class);
        ensure("data", LoginKind.APP);
        as("data", LoginKind.APP, "CREATE TABLE later (a int)");

        daemon.call(Methods.INSTANCE_RESTORE, new RestoreInstance(name, BEFORE, null), ExchangedData.class);
        as("data", LoginKind.APP, "CREATE TABLE mine AS SELECT a FROM t");
        daemon.stop("data");
        daemon.call(Methods.INSTANCE_RESET, new ResetInstance(name), ExchangedData.class);
        daemon.startAgain("data");
        as("data", LoginKind.APP, "CREATE TABLE mine (a int)");
        daemon.call(Methods.INSTANCE_UNDO, new UndoInstance(name), ExchangedData.class);

        assertThat(as("data", LoginKind.APP, "SELECT a FROM mine")).isEqualTo("1");
    }

    @Test
    void aKillWhileDataIsExchangedTakesNoRole() throws Exception {
        InstanceView instance = daemon.create("killed");
        InstanceName name = new InstanceName("killed");
        daemon.call(Methods.INSTANCE_SNAPSHOT, new SnapshotInstance(name, BEFORE, null), TakenSnapshot.class);
        ensure("killed", LoginKind.APP);

        try (ControlConnection asking = daemon.connect()) {
            asking.send(ControlMessage.request(
                    1,
                    HomeIdentity.of(daemon.home()),
                    Methods.INSTANCE_RESTORE,
                    new RestoreInstance(name, BEFORE, null)));
            Awaitility.await()
                    .atMost(TestDaemon.PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> !DataExchange.underWay(daemon.home()).isEmpty());
            daemon.kill();
        }
        daemon.start();
        daemon.startAgain("killed");

        as("killed", LoginKind.APP, "CREATE TABLE mine (a int)");
        assertThat(TestDaemon.query(
                        daemon.view(instance.name()), "SELECT tableowner FROM pg_tables WHERE tablename = 'mine'"))
                .isEqualTo("jprisma_app");
    }

    @Test
    void rolesOfTheOriginalDoNotOpenAFork() throws Exception {
        daemon.create("original");
        ensure("original", LoginKind.APP);
        ensure("original", LoginKind.READER);
        as("original", LoginKind.APP, "CREATE TABLE mine AS SELECT 1 AS a");

        daemon.call(
                Methods.INSTANCE_FORK,
                new ForkInstance(new InstanceName("original"), null, null, TestDaemon.request("fork", false)),
                StartedInstance.class);

        for (LoginKind kind : List.of(LoginKind.APP, LoginKind.READER)) {
            String there = url("original", kind)
                    .replace(
                            ":" + daemon.record("original").ports().database().number(),
                            ":" + daemon.record("fork").ports().database().number());
            assertThatThrownBy(() -> TestDaemon.session(there, "postgres"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
        ensure("fork", LoginKind.APP);
        as("fork", LoginKind.APP, "ALTER TABLE mine ADD b int");
        assertThatCode(() -> as("original", LoginKind.READER, "SELECT a FROM mine"))
                .doesNotThrowAnyException();
    }

    private static void ensure(String name, LoginKind kind) throws IOException {
        daemon.call(Methods.INSTANCE_LOGIN, new EnsureLogin(new InstanceName(name), kind), Nothing.class);
    }

    private static String url(String name, LoginKind kind) {
        return ConnectionUrls.tcp(daemon.record(name), kind);
    }

    /** What the last of the statements answers. */
    private static String as(String name, LoginKind kind, String... statements) throws SQLException {
        String answer = "";
        try (Connection session = TestDaemon.session(url(name, kind), "postgres");
                Statement statement = session.createStatement()) {
            for (String sql : statements) {
                if (statement.execute(sql)) {
                    ResultSet rows = statement.getResultSet();
                    rows.next();
                    answer = rows.getString(1);
                }
            }
        }
        return answer;
    }

    private static void assertRefused(String name, LoginKind kind, String code, String... statements) {
        assertThatThrownBy(() -> as(name, kind, statements))
                .as(String.join("; ", statements))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState())
                                .as(String.join("; ", statements) + ": " + e.getMessage())
                                .isEqualTo(code));
    }
}
