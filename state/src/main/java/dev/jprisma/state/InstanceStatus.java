package dev.jprisma.state;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an instance is doing. */
public enum InstanceStatus {
    @JsonProperty("running")
    RUNNING("running"),
    @JsonProperty("starting_up")
    STARTING_UP("starting_up"),
    @JsonProperty("stopping")
    STOPPING("stopping"),
    @JsonProperty("not_running")
    NOT_RUNNING("not_running"),
    /** Its postmaster ended by itself; the daemon starts it again. */
    @JsonProperty("crashed")
    CRASHED("crashed"),
    /** It cannot run as it is; the reason stands beside it. */
    @JsonProperty("error")
    ERROR("error");

    private final String text;

    InstanceStatus(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if no status has that text */
    static InstanceStatus of(String text) {
        for (InstanceStatus status : values()) {
            if (status.text.equals(text)) {
                return status;
            }
        }
        throw new IllegalArgumentException(text + " is no status");
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
