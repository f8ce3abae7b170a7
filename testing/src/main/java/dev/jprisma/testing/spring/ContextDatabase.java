package dev.jprisma.testing.spring;

import dev.jprisma.testing.TestDatabase;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/** The database of a context: as its start left it, and as tests did. Safe for threads. */
final class ContextDatabase {
    private static final boolean HIKARI =
            ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", ContextDatabase.class.getClassLoader());

    private final TestDatabase database;
    private final ListableBeanFactory beans;
    private boolean remembered;

    ContextDatabase(TestDatabase database, ListableBeanFactory beans) {
        this.database = database;
        this.beans = beans;
    }

    /** Once the context has started, and before its first test does. */
    synchronized void remember() {
        if (!remembered) {
            database.snapshot();
            emptyPools();
            remembered = true;
        }
    }

    /** As the context's start left it. */
    synchronized void putBack() {
        if (remembered) {
            database.restore();
            emptyPools();
        }
    }

    /** Or they would lend connections whose sessions have ended, those opened in the meantime too. */
    private void emptyPools() {
        if (HIKARI) {
            beans.getBeansOfType(DataSource.class, false, false).values().forEach(HikariPools::empty);
        }
    }
}
