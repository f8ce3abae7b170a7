package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ScramVerifier;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.LoginKind;
import dev.jprisma.state.LoginRole;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles of connections, which come and go, and what they leave. */
class LoginRolesTest {
    private static final LoginRole ONE = connection("con_one", "first");
    private static final LoginRole TWO = connection("con_two", "second");

    private final PostgresInstallation installation = TestClusters.factory().installation();
    private final PostmasterOptions options = TestClusters.newServer();
    private Postmaster server;

    @BeforeEach
    void start() {
        server = Postmaster.start(installation, options);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void connectionsWorkOnEachOthersTablesAndOnTheSuperusers() {
        run("postgres", TestClusters.PASSWORD, "create table n as select 1 as i");
        apply(ONE, TWO);

        run("con_one", "first", "create table shared (i int)");
        run(
                "con_two",
                "second",
                "alter table shared add j int; insert into shared select i, i from n; drop table shared");
    }

    @Test
    void oneThatIsClosedHasNoSessionAndNoLoginAndLeavesWhatItMade() {
        apply(ONE, TWO);
        try (PostgresConnection session = connect("con_one", "first")) {
            session.query("create table kept (i int)", ResultReceiver.NONE);
            session.query("reset role; create schema own; create table own.t (i int)", ResultReceiver.NONE);

            apply(TWO);

            assertThatThrownBy(() -> session.query("select 1", ResultReceiver.NONE))
                    .isInstanceOf(PostgresException.class);
        }
        assertRefused("con_one", "first", "28P01");
        run("con_two", "second", "insert into kept values (1); drop table own.t");
        assertThat(value("select count(*) from pg_roles where rolname = 'con_one'"))
                .isEqualTo("0");
    }

    @Test
    void oneThatIsClosedHasNoSessionThatWasBeingOpenedMeanwhile() {
        apply(ONE);
        try (PostgresConnection observer = connect("postgres", TestClusters.PASSWORD)) {
            CompletableFuture<Void> user = SlowSession.open(address("con_one", "first"), observer);

            apply();

            assertThatThrownBy(user::join).hasCauseInstanceOf(PostgresException.class);
        }
    }

    @Test
    void noneKeepsADoorOpenForAfterwards() {
        apply(ONE, new LoginRole(LoginKind.APP, LoginKind.APP.roleName(), ScramVerifier.of("third")));

        for (String attack : List.of(
                "alter role jprisma_app password 'known'",
                "alter role postgres password 'known'",
                "reset role; grant jprisma_owner to con_one with admin option",
                "set role jprisma_app",
                "reset role; alter role con_one superuser")) {
            assertThatThrownBy(() -> run("con_one", "first", attack))
                    .as(attack)
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            e -> assertThat(e.error().code()).isEqualTo("42501"));
        }
        run("con_one", "first", "alter role jprisma_owner password 'known'");
        assertRefused("jprisma_owner", "known", "28000");
    }

    @Test
    void dataGetsTheRolesItIsToHaveAndLosesItsOwnBeforeItIsServed() {
        apply(ONE);
        run("con_one", "first", "reset role; create table own (i int)");
        server.stop();

        LoginRoles.applyToStopped(installation, options.dataDirectory(), List.of(TWO));

        server = Postmaster.start(installation, options);
        assertRefused("con_one", "first", "28P01");
        run("con_two", "second", "select 1");
        apply(TWO);
        run("con_two", "second", "insert into own values (1); create table more (i int)");
    }

    private void apply(LoginRole... roles) {
        new LoginRoles(database -> PostgresConnection.open(
                        PostgresAddress.of(options.port(), TestClusters.PASSWORD, database), Duration.ofSeconds(10)))
                .apply(List.of(roles));
    }

    private static LoginRole connection(String name, String password) {
        return new LoginRole(LoginKind.CONNECTION, name, ScramVerifier.of(password));
    }

    private void assertRefused(String role, String password, String code) {
        assertThatThrownBy(() -> connect(role, password))
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.error().code()).isEqualTo(code));
    }

    private void run(String role, String password, String sql) {
        try (PostgresConnection session = connect(role, password)) {
            session.query(sql, ResultReceiver.NONE);
        }
    }

    private String value(String sql) {
        String[] value = new String[1];
        try (PostgresConnection session = connect("postgres", TestClusters.PASSWORD)) {
            session.query(sql, new ResultReceiver() {
                @Override
                public void row(Row row) {
                    value[0] = row.text(0);
                }
            });
        }
        return value[0];
    }

    private PostgresConnection connect(String role, String password) {
        return PostgresConnection.open(address(role, password), Duration.ofSeconds(10));
    }

    private ServerAddress address(String role, String password) {
        return new ServerAddress("127.0.0.1", options.port(), role, password, "postgres");
    }
}
