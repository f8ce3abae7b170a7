package dev.jprisma.testing.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import dev.jprisma.testing.junit.Isolation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;

/** Spring's test framework runs the classes here as JUnit would have it do. */
class JprismaDatabaseTest {
    @Test
    void eachMethodFindsTheDatabaseAsTheStartOfTheContextLeftIt() throws Exception {
        Run run = new Run(PerMethod.class);
        assertThat(run.method(test -> test.add())).isEqualTo(2);
        assertThat(run.method(test -> test.add())).isEqualTo(2);
    }

    @Test
    void aClassThatAsksForItSharesWithItsOwnMethodsOnly() throws Exception {
        Run first = new Run(PerClass.class);
        assertThat(first.method(test -> test.add())).isEqualTo(2);
        assertThat(first.method(test -> test.add())).isEqualTo(3);

        Run second = new Run(PerClassToo.class);
        assertThat(second.method(test -> test.add())).isEqualTo(2);
        assertThat(second.test.database.name()).isEqualTo(first.test.database.name());
    }

    @Test
    void allOfARunShareWhereTheyAskForIt() throws Exception {
        assertThat(new Run(PerRun.class).method(test -> test.add())).isEqualTo(2);
        assertThat(new Run(PerRunToo.class).method(test -> test.add())).isEqualTo(3);
    }

    @Test
    void contextsInParallelHaveDatabasesOfTheirOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Run>> runs = List.of(() -> new Run(OneContext.class), () -> new Run(AnotherContext.class));
            List<Future<Run>> done = threads.invokeAll(runs);
            Run one = done.get(0).get();
            Run another = done.get(1).get();
            assertThat(one.test.database.name()).isNotEqualTo(another.test.database.name());
            assertThat(one.method(test -> test.add())).isEqualTo(2);
            assertThat(another.method(test -> test.add())).isEqualTo(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatAnApplicationSaysOfADatabaseElsewhereIsNotListenedTo() throws Exception {
        Elsewhere test = (Elsewhere) new Run(Elsewhere.class).test;
        assertThat(test.details.getJdbcUrl()).isEqualTo(test.database.jdbcUrl());
        assertThat(test.details.getUsername()).isEqualTo(test.database.user());
        assertThat(test.details.getPassword()).isEqualTo(test.database.password());
        assertThat(test.environment.getProperty("spring.flyway.url")).isEqualTo(test.database.jdbcUrl());
        assertThat(test.environment.getProperty("spring.flyway.password")).isEqualTo(test.database.password());
        assertThat(test.environment.containsProperty("spring.liquibase.url")).isFalse();
    }

    @Test
    void anotherPrefixLeavesSpringBootsOwnDatabaseAlone() throws Exception {
        ElsewhereToo test = (ElsewhereToo) new Run(ElsewhereToo.class).test;
        assertThat(test.details.getJdbcUrl()).isEqualTo("jdbc:postgresql://db.example.com/shop");
        assertThat(test.environment.getProperty("spring.flyway.url")).isEqualTo(test.details.getJdbcUrl());
    }

    @Test
    void aClosedContextGivesItsDatabaseBack() throws Exception {
        Run run = new Run(Dirty.class);
        DataSource database = run.test.database.dataSource();
        run.manager.getTestContext().markApplicationContextDirty(null);
        await().until(() -> {
            try (Connection connection = database.getConnection()) {
                return connection.isClosed();
            } catch (SQLException e) {
                return e.getMessage().contains("does not exist");
            }
        });
    }

    private interface Step {
        int in(Visits test) throws SQLException;
    }

    private static final class Run {
        private final TestContextManager manager;
        private final Visits test;

        Run(Class<? extends Visits> type) throws Exception {
            manager = new TestContextManager(type);
            manager.beforeTestClass();
            test = type.getDeclaredConstructor().newInstance();
            manager.prepareTestInstance(test);
        }

        int method(Step step) throws Exception {
            manager.beforeTestMethod(test, Visits.class.getDeclaredMethod("add"));
            return step.in(test);
        }
    }

    /** A pool, as an application has, and a row that its start writes. */
    @Configuration
    static class Application {
        @Bean(destroyMethod = "close")
        HikariDataSource pool(Environment environment) throws SQLException {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(environment.getRequiredProperty("spring.datasource.url"));
            pool.setUsername(environment.getRequiredProperty("spring.datasource.username"));
            pool.setPassword(environment.getRequiredProperty("spring.datasource.password"));
            pool.setMaximumPoolSize(2);
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO visit DEFAULT VALUES");
            }
            return pool;
        }
    }

    @ContextConfiguration(classes = Application.class)
    abstract static class Visits {
        @Autowired(required = false)
        DataSource pool;

        @Autowired
        TestDatabase database;

        int add() throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO visit DEFAULT VALUES");
                try (ResultSet result = statement.executeQuery("SELECT count(*) FROM visit")) {
                    result.next();
                    return result.getInt(1);
                }
            }
        }
    }

    static final class Migrations implements MigrationSource {
        @Override
        public String contentHash() {
            return "visits";
        }

        @Override
        public void migrate(TestDatabase database) {
            database.execute("CREATE TABLE visit (id bigint GENERATED ALWAYS AS IDENTITY)");
        }
    }

    @JprismaDatabase(source = Migrations.class)
    static class PerMethod extends Visits {}

    @JprismaDatabase(source = Migrations.class, isolation = Isolation.PER_CLASS, settings = "work_mem=5MB")
    static class PerClass extends Visits {}

    @JprismaDatabase(source = Migrations.class, isolation = Isolation.PER_CLASS, settings = "work_mem=5MB")
    static class PerClassToo extends Visits {}

    @JprismaDatabase(source = Migrations.class, isolation = Isolation.PER_RUN, settings = "work_mem=5MB")
    @ContextConfiguration(classes = Marker.class)
    static class PerRun extends Visits {}

    @JprismaDatabase(source = Migrations.class, isolation = Isolation.PER_RUN, settings = "work_mem=5MB")
    @ContextConfiguration(classes = Marker.class)
    static class PerRunToo extends Visits {}

    @JprismaDatabase(source = Migrations.class)
    @ContextConfiguration(classes = OneMarker.class)
    static class OneContext extends Visits {}

    @JprismaDatabase(source = Migrations.class)
    @ContextConfiguration(classes = AnotherMarker.class)
    static class AnotherContext extends Visits {}

    @JprismaDatabase(source = Migrations.class)
    @ContextConfiguration(classes = DirtyMarker.class)
    static class Dirty extends Visits {}

    @JprismaDatabase(source = Migrations.class)
    @ContextConfiguration(classes = ConnectionDetails.class)
    @TestPropertySource(properties = "spring.flyway.url=jdbc:postgresql://db.example.com/shop")
    static class Elsewhere extends Visits {
        @Autowired
        JdbcConnectionDetails details;

        @Autowired
        Environment environment;
    }

    @JprismaDatabase(prefix = "audit")
    @ContextConfiguration(classes = ConnectionDetails.class, inheritLocations = false)
    @TestPropertySource(properties = "spring.flyway.url=jdbc:postgresql://db.example.com/shop")
    static class ElsewhereToo extends Elsewhere {}

    @Configuration
    static class ConnectionDetails {
        @Bean
        JdbcConnectionDetails details() {
            return new JdbcConnectionDetails() {
                @Override
                public String getJdbcUrl() {
                    return "jdbc:postgresql://db.example.com/shop";
                }

                @Override
                public String getUsername() {
                    return "shop";
                }

                @Override
                public String getPassword() {
                    return "secret";
                }
            };
        }
    }

    // Each makes a context another.
    static class Marker {}

    static class OneMarker {}

    static class AnotherMarker {}

    static class DirtyMarker {}
}
