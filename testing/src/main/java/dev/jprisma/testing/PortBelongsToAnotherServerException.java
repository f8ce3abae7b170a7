package dev.jprisma.testing;

/** A port that was named is that of another instance of this home. */
public final class PortBelongsToAnotherServerException extends PortNotAvailableException {
    private static final long serialVersionUID = 1L;

    /** The instance. */
    private final String server;

    PortBelongsToAnotherServerException(int port, String server) {
        super(port, "instance " + server + ", which runs (jprisma dev stop " + server + " ends it)");
        this.server = server;
    }

    /**
     * Whose port it is.
     *
     * @return the name of an instance
     */
    public String server() {
        return server;
    }
}
