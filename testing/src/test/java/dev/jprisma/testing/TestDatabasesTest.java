package dev.jprisma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestDatabasesTest {
    private static final MigrationSource NOTES = MigrationSource.of(
            "notes",
            database -> database.execute("CREATE ROLE reader; CREATE TABLE note (id int PRIMARY KEY, text text)"));

    private TestDatabase database;

    @BeforeEach
    void acquire() {
        database = Jprisma.databases(NOTES).acquire();
    }

    @AfterEach
    void giveBack() {
        database.close();
    }

    @Test
    void startsMigrated() throws SQLException {
        assertThat(count(database)).isZero();
        assertThat(value(database, "SELECT count(*) FROM pg_roles WHERE rolname = 'reader'"))
                .isEqualTo(1);
    }

    @Test
    void isolatesDatabasesOfTheSameMigrations() throws SQLException {
        try (TestDatabase other = Jprisma.databases(NOTES).acquire()) {
            run(database, "INSERT INTO note VALUES (1, 'mine')");
            run(other, "INSERT INTO note VALUES (1, 'yours')");

            assertThat(other.name()).isNotEqualTo(database.name());
            assertThat(count(database)).isEqualTo(1);
            assertThat(count(other)).isEqualTo(1);
        }
    }

    @Test
    void hasAServerForEverySetOfMigrations() {
        try (TestDatabase empty = Jprisma.databases(MigrationSource.none()).acquire()) {
            assertThat(empty.port()).isNotEqualTo(database.port());
            assertThatThrownBy(() -> count(empty)).hasMessageContaining("relation \"note\" does not exist");
        }
    }

    @Test
    void restoresItsSnapshotAnyNumberOfTimes() throws SQLException {
        run(database, "INSERT INTO note VALUES (1, 'before')");
        database.snapshot();

        for (int round = 0; round < 2; round++) {
            run(database, "INSERT INTO note VALUES (2, 'after'); ALTER TABLE note ADD extra int");
            database.restore();
            assertThat(count(database)).isEqualTo(1);
        }
        run(database, "INSERT INTO note VALUES (3, 'in the shape before')");
    }

    @Test
    void refusesASnapshotThatWouldLoseAnOpenTransaction() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO note VALUES (1, 'open')");

            assertThatThrownBy(database::snapshot)
                    .isInstanceOfSatisfying(
                            JprismaException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.ALREADY_RUNNING));
            connection.commit();
        }
        assertThat(count(database)).isEqualTo(1);
    }

    @Test
    void refusesToRestoreWhatWasNotRemembered() {
        assertThatThrownBy(database::restore).hasMessageContaining("There is no snapshot of " + database.name());
    }

    @Test
    void hasAShadowDatabaseThatIsEmpty() {
        assertThat(database.shadowUrl()).isEqualTo(database.shadowUrl()).contains(database.name() + "_shadow");
    }

    @Test
    void goesOnMakingAndDroppingDatabasesAfterOneThatCannotBeDropped() throws SQLException {
        TestDatabases databases = Jprisma.databases(NOTES);
        TestDatabase stubborn = databases.acquire();
        run(database, "ALTER DATABASE " + stubborn.name() + " IS_TEMPLATE true");
        TestDatabase next = databases.acquire();

        stubborn.close();
        next.close();

        Awaitility.await()
                .untilAsserted(() -> assertThat(value(
                                database, "SELECT count(*) FROM pg_database WHERE datname = '" + next.name() + "'"))
                        .isZero());
        run(database, "ALTER DATABASE " + stubborn.name() + " IS_TEMPLATE false");
    }

    @Test
    void saysWhichMigrationsFailedAndWhy() {
        MigrationSource wrong = MigrationSource.of("wrong", target -> target.execute("CREATE TABEL x ()"));
        assertThatThrownBy(() -> Jprisma.databases(wrong))
                .hasMessageContaining("\"wrong\" failed")
                .hasMessageContaining("syntax error at or near \"TABEL\"");
    }

    private static int count(TestDatabase database) throws SQLException {
        return value(database, "SELECT count(*) FROM note");
    }

    private static int value(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void run(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
