package dev.jprisma.testing;

import dev.jprisma.state.CloseAll;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the tests of this JVM share: one {@link TestDatabases} per content of migrations. It ends with the launcher's
 * session, or else with the JVM.
 */
final class TestRun {
    private static TestRun current;
    /** Made once: the next run of this JVM, should there be one, uses it again. */
    private static Engine prepared;

    private final Engine engine;
    /** For those who want another version of PostgreSQL. */
    private final Map<Integer, Engine> ofOtherVersions = new ConcurrentHashMap<>();

    /** Migrations need not be read again for every test class that names the same. */
    private final Map<MigrationSource, TestDatabases> bySource = new ConcurrentHashMap<>();

    private final Map<String, TestDatabases> byContent = new ConcurrentHashMap<>();

    /** Servers of this JVM that are not closed yet. */
    private final Set<JprismaServer> servers = ConcurrentHashMap.newKeySet();

    private TestRun(Engine engine) {
        this.engine = engine;
    }

    static synchronized TestRun current() {
        if (current == null) {
            if (prepared == null) {
                prepared = Engine.open(TestingSettings.fromSystemProperties());
                Runtime.getRuntime().addShutdownHook(new Thread(TestRun::end, "jprisma-end"));
            }
            current = new TestRun(prepared);
        }
        return current;
    }

    /** Ends it, if there is one; the next use begins another. */
    static synchronized void end() {
        if (current != null) {
            TestRun ending = current;
            current = null;
            CloseAll.of(
                    () -> CloseAll.of(ending.servers),
                    () -> CloseAll.of(ending.byContent.values().stream()
                            .<AutoCloseable>map(databases -> databases::close)
                            .toList()));
        }
    }

    JprismaServer startServer(ServerOptions options) {
        return new EphemeralJprismaServer(engineOf(options.postgresVersion()), options, servers);
    }

    private Engine engineOf(OptionalInt version) {
        int usual = engine.clusters().installation().major();
        int wanted = version.orElse(usual);
        return wanted == usual ? engine : ofOtherVersions.computeIfAbsent(wanted, engine::on);
    }

    TestDatabases databases(MigrationSource migrations) {
        return bySource.computeIfAbsent(migrations, this::ofContent);
    }

    private TestDatabases ofContent(MigrationSource migrations) {
        try {
            return byContent.computeIfAbsent(
                    migrations.contentHash(),
                    hash -> TestDatabases.start(
                            engineOf(ConfiguredMigrations.postgresVersionOf(migrations)), migrations));
        } catch (IOException e) {
            throw new JprismaException(ErrorKind.INVALID, "Cannot read " + migrations + ": " + e.getMessage(), e);
        }
    }
}
