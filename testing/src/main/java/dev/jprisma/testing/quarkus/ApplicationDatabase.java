package dev.jprisma.testing.quarkus;

import dev.jprisma.testing.TestDatabase;
import dev.jprisma.testing.junit.Isolation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A database of the application that runs: as its start left it, and as tests did. Safe for threads. */
final class ApplicationDatabase {
    /** Quarkus runs one application at a time; it may have several data sources. */
    private static final List<ApplicationDatabase> RUNNING = new CopyOnWriteArrayList<>();

    private final TestDatabase database;
    private final Isolation isolation;
    private final String datasource;
    private boolean remembered;

    private ApplicationDatabase(TestDatabase database, JprismaDatabase annotation) {
        this.database = database;
        this.isolation = annotation.isolation();
        this.datasource = annotation.datasource();
    }

    static ApplicationDatabase open(TestDatabase database, JprismaDatabase annotation) {
        ApplicationDatabase opened = new ApplicationDatabase(database, annotation);
        RUNNING.add(opened);
        return opened;
    }

    static void forEach(Consumer<ApplicationDatabase> action) {
        RUNNING.forEach(action);
    }

    TestDatabase database() {
        return database;
    }

    /** The application has started. */
    synchronized void beforeClass() {
        if (isolation == Isolation.PER_RUN) {
            return;
        }
        if (remembered) {
            putBack();
        } else {
            AgroalPools.empty(datasource);
            database.snapshot();
            remembered = true;
        }
    }

    synchronized void beforeMethod() {
        if (isolation == Isolation.PER_METHOD) {
            putBack();
        }
    }

    private void putBack() {
        // Or it warns of each connection that has ended.
        AgroalPools.empty(datasource);
        database.restore();
    }

    void close() {
        RUNNING.remove(this);
        database.close();
    }
}
