package dev.jprisma.state;

import java.time.Instant;

/**
 * A snapshot as a user sees it: an object of {@code snapshots --json}. Members that have no value are null, and left
 * out of the JSON.
 *
 * @param instance whose it is
 * @param name among those of its instance
 * @param error why its record cannot be read; null if it can
 * @param automatic whether it was taken by itself
 * @param before the command that it was taken before; null if it was asked for
 * @param createdAt what was committed until then is in it
 * @param expiresAt when it goes by itself; null if it stays
 * @param bytes that it takes on the disk
 * @param version of PostgreSQL
 */
public record SnapshotView(
        String instance,
        String name,
        String error,
        boolean automatic,
        SnapshotCause before,
        Instant createdAt,
        Instant expiresAt,
        Long bytes,
        String version) {

    public static SnapshotView of(SnapshotEntry entry) {
        return entry.readable()
                .map(record -> of(entry.instance(), record))
                .orElseGet(() -> new SnapshotView(
                        entry.instance().value(),
                        entry.name().value(),
                        entry.unreadable(),
                        false,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    public static SnapshotView of(InstanceName instance, SnapshotRecord record) {
        boolean automatic = record.cause().isAutomatic();
        return new SnapshotView(
                instance.value(),
                record.name().value(),
                null,
                automatic,
                automatic ? record.cause() : null,
                record.createdAt(),
                record.expiresAt(),
                record.bytes(),
                record.instance().postgresVersion());
    }
}
