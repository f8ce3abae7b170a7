package dev.jprisma.testing.junit;

import dev.jprisma.state.CloseAll;
import dev.jprisma.testing.Jprisma;
import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import dev.jprisma.testing.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The databases of a test or a class: one for each set of migrations somebody in it asked for. */
final class DatabaseScope {
    private final String owner;
    private final boolean perRun;
    private final Map<MigrationSource, TestDatabase> databases = new ConcurrentHashMap<>();
    private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();

    /**
     * @param owner the unique id of the test or class it began with
     * @param perRun whether its databases are those all scopes of the run share
     */
    DatabaseScope(String owner, boolean perRun) {
        this.owner = owner;
        this.perRun = perRun;
    }

    boolean beganWith(String uniqueId) {
        return owner.equals(uniqueId);
    }

    TestDatabase database(MigrationSource migrations) {
        return databases.computeIfAbsent(migrations, source -> {
            TestDatabases from = Jprisma.databases(source);
            return perRun ? from.shared() : from.acquire();
        });
    }

    Collection<TestDatabase> databases() {
        return databases.values();
    }

    /** A connection that is closed with the scope. */
    Connection connect(MigrationSource migrations) throws SQLException {
        Connection connection = database(migrations).dataSource().getConnection();
        connections.add(connection);
        return connection;
    }

    void end() {
        CloseAll.of(() -> CloseAll.of(connections), () -> CloseAll.of(perRun ? List.of() : databases.values()));
    }
}
