package dev.jprisma.postgres.wire;

/** Which of several servers a session may be on, as libpq's {@code target_session_attrs} says it. */
public enum TargetSession {
    ANY("any", "any server"),
    READ_WRITE("read-write", "a server that can be written to"),
    READ_ONLY("read-only", "a server that can only be read"),
    PRIMARY("primary", "a primary server"),
    STANDBY("standby", "a standby"),
    /** A standby, or any server if there is none. */
    PREFER_STANDBY("prefer-standby", "any server");

    private final String text;
    private final String description;

    TargetSession(String text, String description) {
        this.text = text;
        this.description = description;
    }

    /** As in a URL. */
    @Override
    public String toString() {
        return text;
    }

    /** As in a sentence. */
    String description() {
        return description;
    }

    boolean accepts(boolean standby, boolean readOnly) {
        return switch (this) {
            case ANY, PREFER_STANDBY -> true;
            case READ_WRITE -> !standby && !readOnly;
            case READ_ONLY -> standby || readOnly;
            case PRIMARY -> !standby;
            case STANDBY -> standby;
        };
    }
}
