package dev.jprisma.testing.spring;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Loaded only where there is HikariCP. */
final class HikariPools {
    private HikariPools() {}

    /** Does nothing to a source that is none of Hikari's, or wraps none. */
    static void empty(DataSource source) {
        try {
            if (source.isWrapperFor(HikariDataSource.class)) {
                HikariPoolMXBean pool = source.unwrap(HikariDataSource.class).getHikariPoolMXBean();
                if (pool != null) {
                    pool.softEvictConnections();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The pool " + source + " cannot be emptied: " + e.getMessage(), e);
        }
    }
}
