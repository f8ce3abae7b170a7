package dev.jprisma.state;

/** What an instance is doing. */
public enum InstanceStatus {
    RUNNING("running"),
    STARTING_UP("starting_up"),
    STOPPING("stopping"),
    NOT_RUNNING("not_running"),
    /** Its postmaster ended by itself; the daemon starts it again. */
    CRASHED("crashed"),
    /** It cannot run as it is; the reason stands beside it. */
    ERROR("error");

    private final String text;

    InstanceStatus(String text) {
        this.text = text;
    }

    /** Whether the daemon is at it. */
    public boolean isInProgress() {
        return this == STARTING_UP || this == STOPPING;
    }

    /** As people and JSON see it. */
    @Override
    public String toString() {
        return text;
    }
}
