package dev.jprisma.testing.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.testing.TestDatabase;
import dev.jprisma.testing.junit.JprismaTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is run in JVMs of its own. */
final class Fixtures {
    private Fixtures() {}

    @Tag("fixture")
    @JprismaTest(source = CountedNotes.class)
    static class ManyTests {
        @RepeatedTest(200)
        void writesWhatAllOthersWrite(Connection connection) throws SQLException {
            write(connection);
        }
    }

    @Tag("fixture")
    @JprismaTest(source = CountedNotes.class)
    static class PassingTest {
        @Test
        void passes(Connection connection) throws SQLException {
            write(connection);
        }
    }

    @Tag("fixture")
    @JprismaTest(source = CountedNotes.class)
    static class FailingTest {
        @Test
        void fails(Connection connection) throws SQLException {
            write(connection);
            assertThat(connection.isClosed()).as("this test fails on purpose").isTrue();
        }

        @Test
        void passes(Connection connection) throws SQLException {
            write(connection);
        }
    }

    @Tag("fixture")
    @JprismaTest(source = StallingNotes.class)
    static class StalledTest {
        @Test
        void passes(Connection connection) throws SQLException {
            write(connection);
        }
    }

    /** Is to be killed in the middle. */
    @Tag("fixture")
    @JprismaTest(source = CountedNotes.class)
    static class EndlessTests {
        @RepeatedTest(100_000)
        void writesWhatAllOthersWrite(TestDatabase database, Connection connection, RepetitionInfo repetition)
                throws SQLException {
            write(connection);
            if (repetition.getCurrentRepetition() == 30) {
                System.out.println("ready " + database.url());
            }
        }
    }

    @Tag("fixture")
    @JprismaTest
    static class LookingTest {
        @Test
        void looksAround(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(
                            "SELECT current_setting('data_directory'), current_setting('timezone')")) {
                result.next();
                System.out.println("data in <" + result.getString(1) + ">");
                System.out.println("time zone <" + result.getString(2) + ">");
            }
        }
    }

    private static void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int key = 0; key < 5; key++) {
                assertThat(statement.executeUpdate("INSERT INTO note VALUES (" + key + ")"))
                        .isEqualTo(1);
            }
        }
    }
}
