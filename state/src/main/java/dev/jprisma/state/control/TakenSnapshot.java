package dev.jprisma.state.control;

import dev.jprisma.state.SnapshotView;

/** @param snapshot that there is now */
public record TakenSnapshot(SnapshotView snapshot) {}
