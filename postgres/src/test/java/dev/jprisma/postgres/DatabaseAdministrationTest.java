package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerErrorException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseAdministrationTest {
    private static final String NAME = "a \"b\"; drop";

    private final PostmasterOptions options = TestClusters.newServer();
    private Postmaster postmaster;
    private PostgresConnection session;

    @BeforeEach
    void start() {
        postmaster = Postmaster.start(TestClusters.factory().installation(), options);
        session = connect("postgres");
    }

    @AfterEach
    void stop() {
        session.close();
        postmaster.stop();
    }

    @Test
    void copiesWhatADatabaseHoldsWhateverTheNames() {
        DatabaseAdministration.create(session, NAME);
        execute(NAME, "create table t as select 42 as a");

        DatabaseAdministration.copy(session, NAME, "copy's");

        execute("copy's", "select a from t");
    }

    @Test
    void dropsADatabaseThatIsInUseAndOneThatIsNotThere() {
        DatabaseAdministration.create(session, NAME);
        try (PostgresConnection user = connect(NAME)) {
            DatabaseAdministration.drop(session, NAME);
            DatabaseAdministration.drop(session, NAME);

            assertThatThrownBy(() -> user.query("select 1", ResultReceiver.NONE))
                    .isInstanceOf(PostgresException.class);
        }
        assertThat(codeOf(() -> connect(NAME))).isEqualTo("3D000");
    }

    @Test
    void aSealedDatabaseIsCopiedAndTakesNobodyAnyMore() {
        DatabaseAdministration.create(session, NAME);
        try (PostgresConnection user = connect(NAME)) {
            DatabaseAdministration.seal(session, NAME);
            DatabaseAdministration.endSessions(session, NAME);

            assertThatThrownBy(() -> user.query("select 1", ResultReceiver.NONE))
                    .isInstanceOf(PostgresException.class);
        }
        assertThat(codeOf(() -> connect(NAME))).isEqualTo("55000");
        DatabaseAdministration.copy(session, NAME, "copy");
        execute("copy", "select 1");
        assertThat(codeOf(() -> DatabaseAdministration.drop(session, NAME))).isEqualTo("42809");
    }

    @Test
    void whoeverWasLetInAndIsStillConnectingEndsAsWell() {
        DatabaseAdministration.create(session, NAME);
        CompletableFuture<Void> user = SlowSession.open(address(NAME), session);

        DatabaseAdministration.allowConnections(session, NAME, false);
        DatabaseAdministration.endSessions(session, NAME);
        DatabaseAdministration.copy(session, NAME, "copy");

        execute("copy", "select 1");
        assertThatThrownBy(user::join).hasCauseInstanceOf(PostgresException.class);
    }

    private void execute(String database, String sql) {
        try (PostgresConnection connection = connect(database)) {
            connection.query(sql, ResultReceiver.NONE);
        }
    }

    private PostgresConnection connect(String database) {
        return PostgresConnection.open(address(database), Duration.ofSeconds(10));
    }

    private ServerAddress address(String database) {
        return PostgresAddress.of(options.port(), TestClusters.PASSWORD, database);
    }

    private static String codeOf(Runnable work) {
        try {
            work.run();
            return "none";
        } catch (ServerErrorException e) {
            return e.error().code();
        }
    }
}
