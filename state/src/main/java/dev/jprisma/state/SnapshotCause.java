package dev.jprisma.state;

import java.util.Locale;

/** Why there is a snapshot: asked for, or taken by itself before a command that destroys. */
public enum SnapshotCause {
    /** Somebody asked for it: it stays until somebody removes it. */
    SNAPSHOT,
    RM,
    RESET,
    RESTORE,
    LOAD,
    UPGRADE,
    /** Of what an assistant was about to change, statement by statement. */
    MCP,
    /** To undo an undo. */
    UNDO;

    /** Whether it was taken by itself, and goes by itself. */
    public boolean isAutomatic() {
        return this != SNAPSHOT;
    }

    /** As records, names and {@code --json} say it: the command that it was taken before. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
