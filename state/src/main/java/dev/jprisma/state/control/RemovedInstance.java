package dev.jprisma.state.control;

import dev.jprisma.state.SnapshotView;

/** @param kept what brings it back; null if there is nothing */
public record RemovedInstance(SnapshotView kept) {}
