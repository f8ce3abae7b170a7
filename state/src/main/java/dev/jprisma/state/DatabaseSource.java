package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * Where the first data of a database is from.
 *
 * @param databaseId whose data, or whose backup; null where it began empty
 * @param backupId null unless it is that of a backup
 */
public record DatabaseSource(Type type, String databaseId, String backupId) {
    /** It began with nothing. */
    public static final DatabaseSource EMPTY = new DatabaseSource(Type.EMPTY, null, null);

    /** As the Management API says it. */
    public enum Type {
        EMPTY,
        /** The data that a database had at that time. */
        DATABASE,
        BACKUP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DatabaseSource {
        requireNonNull(type, "type");
    }
}
