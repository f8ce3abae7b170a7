package dev.jprisma.testing.bench;

import dev.jprisma.testing.Jprisma;
import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import dev.jprisma.testing.TestDatabases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * How long a test waits for its database, beside zonky's server in the same JVM. Run it with
 * {@code scripts/bench/databases.sh}; times are milliseconds.
 */
public final class DatabaseBenchmark {
    private static final MigrationSource SHOP = MigrationSource.of("shop", database -> database.execute("""
            CREATE TABLE customer (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE item (id serial PRIMARY KEY, price numeric(10, 2) NOT NULL);
            CREATE TABLE purchase (customer int REFERENCES customer, item int REFERENCES item, at timestamptz);
            INSERT INTO customer (name) SELECT 'customer ' || i FROM generate_series(1, 1000) i;
            """));
    private static final int DATABASES = 100;
    private static final int SERVERS = 10;

    private DatabaseBenchmark() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws Exception {
        TestDatabases shop = Jprisma.databases(SHOP);
        measure("database from the prepared pool", DATABASES, () -> {
            shop.awaitPrepared();
            return shop::acquire;
        });
        measure("database from the pool, and connect", DATABASES, () -> {
            shop.awaitPrepared();
            return () -> connected(shop.acquire());
        });
        measure("database made when asked for", DATABASES, () -> shop::create);
        Jprisma.close();

        measure("server with a migrated database", SERVERS, () -> () -> {
            TestDatabase database = connected(Jprisma.databases(SHOP).acquire());
            return () -> {
                database.close();
                Jprisma.close();
            };
        });
        measure("server, JprismaServer", SERVERS, () -> Jprisma::start);
        measure(
                "server, zonky's EmbeddedPostgres",
                SERVERS,
                () -> () -> EmbeddedPostgres.builder().start());
    }

    private static TestDatabase connected(TestDatabase database) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
        return database;
    }

    /** Prepares, measures what the preparation returned, and closes what that returned; a tenth more to warm up. */
    private static void measure(String what, int times, Callable<Callable<? extends AutoCloseable>> prepare)
            throws Exception {
        double[] millis = new double[times];
        int warmUp = Math.max(2, times / 10);
        for (int i = -warmUp; i < times; i++) {
            Callable<? extends AutoCloseable> measured = prepare.call();
            long start = System.nanoTime();
            try (AutoCloseable made = measured.call()) {
                double took = (System.nanoTime() - start) / 1e6;
                if (made != null && i >= 0) {
                    millis[i] = took;
                }
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-36s  n %3d  p50 %8.2f  p90 %8.2f  max %8.2f%n",
                what,
                times,
                millis[times / 2],
                millis[times * 9 / 10],
                millis[times - 1]);
    }
}
