package dev.jprisma.testing.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.testing.TestDatabase;
import dev.jprisma.testing.junit.JprismaTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.RepeatedTest;
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
    @JprismaTest(source = CountedNotes.class)
    static class EndlessTest {
        @Test
        void waitsToBeKilled(TestDatabase database) throws InterruptedException {
            System.out.println("ready " + database.url());
            Thread.sleep(Long.MAX_VALUE);
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
