package dev.jprisma.client;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;

/** The daemon ended instead of answering. */
final class DaemonGoneException extends JprismaException {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveBegun;

    /**
     * @param mayHaveBegun whether it can have read the request
     * @param cause or null
     */
    DaemonGoneException(boolean mayHaveBegun, Exception cause) {
        super(ErrorKind.DAEMON_UNAVAILABLE, "The daemon ended before it answered", cause);
        this.mayHaveBegun = mayHaveBegun;
    }

    boolean mayHaveBegun() {
        return mayHaveBegun;
    }
}
