package dev.jprisma.testing;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;

/** The instance that was to be started runs already: {@link Jprisma#connection} says where. */
public final class ServerAlreadyRunningException extends JprismaException {
    private static final long serialVersionUID = 1L;

    /** The instance. */
    private final String server;

    ServerAlreadyRunningException(String server) {
        super(
                ErrorKind.ALREADY_RUNNING,
                "Instance " + server + " runs already: use it as it is (Jprisma.connection(\"" + server
                        + "\")), or stop it (jprisma dev stop " + server + ")");
        this.server = server;
    }

    /**
     * Which runs.
     *
     * @return the name of an instance
     */
    public String server() {
        return server;
    }
}
