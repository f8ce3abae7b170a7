package dev.jprisma.state;

import java.util.Optional;

/**
 * A snapshot of the home: its record, or the reason why that cannot be read. Its data is not touched either way.
 *
 * @param instance whose it is
 * @param record null if unreadable
 * @param unreadable why, or null
 */
public record SnapshotEntry(InstanceName instance, SnapshotName name, SnapshotRecord record, String unreadable) {
    static SnapshotEntry of(InstanceName instance, SnapshotRecord record) {
        return new SnapshotEntry(instance, record.name(), record, null);
    }

    static SnapshotEntry unreadable(InstanceName instance, SnapshotName name, String why) {
        return new SnapshotEntry(instance, name, null, why);
    }

    public Optional<SnapshotRecord> readable() {
        return Optional.ofNullable(record);
    }

    /** @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if it cannot be read */
    public SnapshotRecord required() {
        if (record == null) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Snapshot " + name + " of " + instance + ": " + unreadable);
        }
        return record;
    }
}
