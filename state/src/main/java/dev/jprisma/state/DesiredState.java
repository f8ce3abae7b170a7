package dev.jprisma.state;

/** What the user last asked of an instance. */
public enum DesiredState {
    RUNNING,
    STOPPED
}
