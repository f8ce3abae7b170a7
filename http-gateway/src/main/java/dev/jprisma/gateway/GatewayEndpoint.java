package dev.jprisma.gateway;

/** One instance's port of the gateway, open until it is closed. Safe for threads. */
public final class GatewayEndpoint implements AutoCloseable {

    private final int port;
    private final Runnable onClose;

    GatewayEndpoint(int port, Runnable onClose) {
        this.port = port;
        this.onClose = onClose;
    }

    public int port() {
        return port;
    }

    /** Frees the port on both addresses; requests under way and their statements end. */
    @Override
    public void close() {
        onClose.run();
    }
}
