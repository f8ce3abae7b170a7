package dev.jprisma.state;

/** What went wrong, as far as a caller acts on it. The codes go over the control socket and never change. */
public enum ErrorKind {
    /** The request itself is wrong: a bad name, a port out of range, equal ports. */
    INVALID(-32602),
    /** A defect, or a surprise of the operating system. */
    INTERNAL(-32603),
    /** No instance has that name. */
    NOT_FOUND(-32001),
    /** A port that was asked for belongs to something else. */
    PORT_TAKEN(-32002),
    /** The instance runs, and the request needs it stopped or differently started. */
    ALREADY_RUNNING(-32003),
    /** PostgreSQL did not start or did not stop. */
    POSTGRES_FAILED(-32004),
    /** The home, a record in it or a data directory cannot be used as it is. */
    HOME_UNUSABLE(-32005),
    /** The daemon cannot be reached or is ending. */
    DAEMON_UNAVAILABLE(-32006),
    /** The instance is being worked on, and has been for long. */
    BUSY(-32007),
    /** A file, a folder or a database that the request names is not there, or not what it would have to be. */
    INPUT_UNUSABLE(-32008),
    /** What is asked for cannot be beside what is there: another has that name. */
    CONFLICT(-32009);

    private final int code;

    ErrorKind(int code) {
        this.code = code;
    }

    /** The JSON-RPC error code. */
    public int code() {
        return code;
    }

    /** The kind with this JSON-RPC code; {@link #INTERNAL} for a code nobody knows. */
    public static ErrorKind ofCode(int code) {
        for (ErrorKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        return INTERNAL;
    }
}
