package dev.jprisma.state;

import java.util.List;

/**
 * What instances can be brought back to: the object of {@code snapshots --json}.
 *
 * @param histories of those that keep one
 */
public record SnapshotList(List<SnapshotView> snapshots, List<HistoryView> histories) {
    public SnapshotList {
        snapshots = List.copyOf(snapshots);
        histories = List.copyOf(histories);
    }
}
