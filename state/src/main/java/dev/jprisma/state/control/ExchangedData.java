package dev.jprisma.state.control;

import dev.jprisma.state.InstanceView;
import dev.jprisma.state.SnapshotView;

/**
 * An instance has other data than before.
 *
 * @param used the snapshot that it has now; null if it is empty
 * @param kept what it had before; null if that was nothing
 * @param interruptedMillis how long its server was not there; null if it does not run
 */
public record ExchangedData(InstanceView instance, SnapshotView used, SnapshotView kept, Long interruptedMillis) {}
