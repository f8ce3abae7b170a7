package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A copy of an instance's cluster that a history begins with: what is restored is a copy of it and the WAL since.
 *
 * @param id the folder of its cluster, among those of its history
 * @param wal the position in the WAL from which it needs it
 * @param from the first moment that it can be brought to
 * @param bytes that it takes on the disk; a file system that shares blocks has them once
 */
public record HistoryBase(String id, long wal, Instant from, long bytes) {
    public HistoryBase {
        requireNonNull(id, "id");
        requireNonNull(from, "from");
        if (!HistoryRecord.isId(id)) {
            throw new IllegalArgumentException("id cannot be " + id);
        }
    }
}
