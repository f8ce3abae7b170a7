package dev.jprisma.gateway;

import java.io.IOException;

/** A port of the gateway is taken on one of the loopback addresses. */
public final class PortInUseException extends RuntimeException {

    private final int port;

    PortInUseException(int port, IOException cause) {
        super("The HTTP port " + port + " is in use.", cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
