package dev.jprisma.testing;

import dev.jprisma.migrations.LockWatch;
import dev.jprisma.state.CloseAll;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerSetting;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source of databases that all start as the same migrations made them: {@link Jprisma#databases}. It has a server of
 * its own, started when it is made and gone with the run.
 *
 * <p>Safe for threads.
 */
public final class TestDatabases {
    private static final Logger LOG = LoggerFactory.getLogger(TestDatabases.class);
    /** In every cluster, and never connected to. */
    private static final String EMPTY = "template0";

    private static final String MIGRATED = "jprisma_template";
    private static final int MOST_KEPT = 10;

    private final EphemeralServer server;
    private final Administration administration;
    private final ClonePool clones;
    private final HttpEndpoints endpoints = new HttpEndpoints();
    private final Set<TestDatabase> open = ConcurrentHashMap.newKeySet();
    private final Set<TestDatabase> kept = ConcurrentHashMap.newKeySet();
    private TestDatabase shared;

    private TestDatabases(EphemeralServer server, String template) {
        this.server = server;
        this.administration = new Administration(server.login());
        this.clones = new ClonePool(administration, template);
    }

    /** Starts a server on which clones of the migrated database are made; runs the migrations if nobody ever did. */
    static TestDatabases start(Engine engine, MigrationSource migrations) {
        List<ServerSetting> settings = ConfiguredMigrations.settingsOf(migrations);
        boolean empty = ConfiguredMigrations.migrationsOf(migrations) == MigrationSource.none();
        EphemeralServer server = empty
                ? EphemeralServer.start(engine, settings, OptionalInt.empty(), engine.clusters()::createThrowAway)
                : startMigrated(engine, settings, migrations);
        TestDatabases databases = new TestDatabases(server, empty ? EMPTY : MIGRATED);
        databases.clones.start();
        return databases;
    }

    private static EphemeralServer startMigrated(
            Engine engine, List<ServerSetting> settings, MigrationSource migrations) {
        try {
            TemplateStore store = new TemplateStore(engine);
            String id = store.idOf(migrations.contentHash());
            return store.exclusively(id, () -> {
                if (store.has(id)) {
                    try {
                        return EphemeralServer.start(
                                engine, settings, OptionalInt.empty(), data -> store.copyTo(id, data));
                    } catch (JprismaException e) {
                        if (e.kind() == ErrorKind.HOME_UNUSABLE) {
                            // No room for a copy, say: the template is as good as ever.
                            throw e;
                        }
                        LOG.warn("The kept template is broken; the migrations run again: {}", e.getMessage());
                        store.discard(id);
                    }
                }
                return migrate(engine, settings, migrations).restarted(data -> store.keep(id, data));
            });
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot prepare " + migrations + " (" + e.getMessage() + ")", e);
        }
    }

    /** A server on which they just ran. */
    private static EphemeralServer migrate(Engine engine, List<ServerSetting> settings, MigrationSource migrations) {
        EphemeralServer server =
                EphemeralServer.start(engine, settings, OptionalInt.empty(), engine.clusters()::createThrowAway);
        try (Administration administration = new Administration(server.login())) {
            LOG.info("Running {} (once)", migrations);
            administration.create(MIGRATED, EMPTY);
            migrate(engine, server.login(), migrations);
            administration.seal(MIGRATED);
            return server;
        } catch (Exception e) {
            server.closeAfter(e);
            throw new JprismaException(
                    ErrorKind.INVALID, "The migrations of " + migrations + " failed: " + e.getMessage(), e);
        }
    }

    /** What waits for another of its own sessions, as tools can, would do so for ever. */
    private static void migrate(Engine engine, ServerLogin server, MigrationSource migrations) throws Exception {
        LockWatch watch = LockWatch.ofDatabase(
                server.address(Credentials.DATABASE),
                MIGRATED,
                engine.settings().lockLimit(),
                LOG::info);
        try (watch) {
            migrations.migrate(new TestDatabase(server, MIGRATED));
        } catch (Exception e) {
            if (watch.gaveUp() == null) {
                throw e;
            }
            throw new JprismaException(ErrorKind.BUSY, watch.gaveUp() + "\n" + e.getMessage(), e);
        }
    }

    /**
     * A database nobody else has: one made ahead, or, if they are all taken, one made now. Close it to give it back;
     * what is not closed is gone with the run.
     *
     * @return ready to be connected to
     * @throws JprismaException if it cannot be made, such as for lack of room
     */
    public TestDatabase acquire() {
        return opened(clones.take().orElseGet(clones::create));
    }

    /**
     * As {@link #acquire}, but makes the database now and leaves those made ahead to others.
     *
     * @return ready to be connected to
     * @throws JprismaException if it cannot be made, such as for lack of room
     */
    public TestDatabase create() {
        return opened(clones.create());
    }

    /**
     * The one database that all who ask share; it goes with the run.
     *
     * @return the same object each time
     * @throws JprismaException if it cannot be made, such as for lack of room
     */
    public synchronized TestDatabase shared() {
        if (shared == null) {
            shared = acquire();
        }
        return shared;
    }

    private TestDatabase opened(String name) {
        TestDatabase database = new TestDatabase(this, server.login(), name);
        open.add(database);
        return database;
    }

    /**
     * Waits until as many databases are made ahead as are wanted at the moment: 2 at first, up to 16 in a run that
     * found none left.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitPrepared() throws InterruptedException {
        clones.awaitFull();
    }

    Administration administration() {
        return administration;
    }

    HttpEndpoints endpoints() {
        return endpoints;
    }

    void discard(TestDatabase database) {
        if (open.remove(database)) {
            discard(database.name());
        }
    }

    void discard(String name) {
        clones.discard(name);
    }

    /** @return false if enough are kept already */
    boolean keep(TestDatabase database) {
        synchronized (kept) {
            return kept.contains(database) || (kept.size() < MOST_KEPT && kept.add(database));
        }
    }

    boolean isKept(TestDatabase database) {
        return kept.contains(database);
    }

    /** At the end of the run: all goes, or all but what is kept. */
    void close() {
        if (kept.isEmpty()) {
            CloseAll.of(endpoints, clones, administration, server);
            return;
        }
        open.removeAll(kept);
        CloseAll.of(endpoints, () -> CloseAll.of(open), clones::drain, administration, server::keep);
    }
}
