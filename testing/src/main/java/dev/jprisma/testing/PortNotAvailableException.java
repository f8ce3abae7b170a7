package dev.jprisma.testing;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;

/** A port that was named is in use. Name another one, or none to get a free one. */
public class PortNotAvailableException extends JprismaException {
    private static final long serialVersionUID = 1L;

    /** The port. */
    private final int port;

    PortNotAvailableException(int port, String holder) {
        this(port, "Port " + port + " is taken by " + holder + ": name another one", null);
    }

    PortNotAvailableException(int port, String message, Throwable cause) {
        super(ErrorKind.PORT_TAKEN, message, cause);
        this.port = port;
    }

    /**
     * Which port.
     *
     * @return from 1 to 65535
     */
    public int port() {
        return port;
    }
}
