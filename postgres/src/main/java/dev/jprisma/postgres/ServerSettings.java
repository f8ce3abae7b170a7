package dev.jprisma.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is set in PostgreSQL's configuration, and why. */
final class ServerSettings {
    private ServerSettings() {}

    /** In {@code postgresql.conf} of every cluster of an installation's, where its user may change them. */
    static Map<String, String> ofTemplate(PostgresInstallation installation) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("max_connections", "100");
        if (installation.isComplete()) {
            settings.put("shared_preload_libraries", "pg_stat_statements");
        }
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("lc_messages", "C");
        settings.put("log_line_prefix", "%m [%p] %q%u@%d ");
        settings.put("logging_collector", "off");
        // A statement that fails may have a password in it, also where another one has called it.
        settings.put("log_min_error_statement", "panic");
        settings.put("log_error_verbosity", "terse");
        // Touched only as far as it is used, so it costs an idle server nothing.
        settings.put("shared_buffers", "128MB");
        if (installation.major() >= 18) {
            // Three processes fewer: what asynchronous reads gain does not show on a developer's data.
            settings.put("io_method", "sync");
        }
        // WAL segments are 1 MB to make new clusters small; these two follow the segment size unless they are named.
        settings.put("max_wal_size", "1GB");
        settings.put("min_wal_size", "32MB");
        return settings;
    }

    /** For clusters that are thrown away: nothing waits for the disk. */
    static Map<String, String> notDurable() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fsync", "off");
        settings.put("synchronous_commit", "off");
        settings.put("full_page_writes", "off");
        settings.put("shared_buffers", "32MB");
        // Every CREATE and DROP DATABASE makes a checkpoint.
        settings.put("log_checkpoints", "off");
        return settings;
    }
}
