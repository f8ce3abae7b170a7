package dev.jprisma.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@JprismaTest(source = Notes.class)
class JprismaTestTest {
    private static TestDatabase ofClass;

    private TestDatabase ofTest;
    private DataSource dataSource;

    @FreshDatabase(template = "none")
    private TestDatabase empty;

    @BeforeAll
    static void isReadyBeforeAll(DataSource parameter) throws SQLException {
        try (Connection connection = parameter.getConnection()) {
            insert(connection, 1);
        }
        assertThat(count(ofClass)).isEqualTo(1);
    }

    @BeforeEach
    void isReadyBeforeEach() {
        assertThat(ofTest).isNotNull();
    }

    @RepeatedTest(3)
    void isFreshForEveryInvocation(Connection connection) throws SQLException {
        insert(connection, 1);
        assertThat(count(ofTest)).isEqualTo(1);
        assertThat(ofTest.dataSource()).isSameAs(dataSource);
    }

    @Test
    void keepsTheClassDatabaseBesideTheTests() throws SQLException {
        assertThat(count(ofClass)).isEqualTo(1);
        assertThat(count(ofTest)).isZero();
    }

    @Test
    void takesOtherMigrationsWhereItIsTold(@FreshDatabase(template = "none") TestDatabase parameter) {
        assertThat(parameter).isSameAs(empty).isNotSameAs(ofTest);
    }

    @Nested
    class InANestedClass {
        private TestDatabase inner;

        @Test
        void sharesTheTestsAndTheClassDatabase() throws SQLException {
            assertThat(inner).isSameAs(ofTest);
            assertThat(count(ofClass)).isEqualTo(1);
        }
    }

    private static void insert(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO note VALUES (" + id + ", 'x')");
        }
    }

    private static int count(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM note")) {
            result.next();
            return result.getInt(1);
        }
    }
}
