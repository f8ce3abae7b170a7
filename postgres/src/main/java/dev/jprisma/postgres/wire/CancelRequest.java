package dev.jprisma.postgres.wire;

import java.time.Duration;

/** Asks the server, over a connection of its own, to cancel what one session is doing. */
record CancelRequest(Route route, Duration timeout, int processId, int secretKey) {

    private static final int CODE = 80877102;

    /**
     * Sends it and waits until the server has closed the connection: only then has the session been signalled, and only
     * after that may the session be given its next statement, which would else be the one to be cancelled.
     */
    void send() {
        Transport transport = Transport.connect(route, timeout);
        try {
            transport.setReadTimeout(timeout);
            transport
                    .writer()
                    .beginUntyped()
                    .writeInt(CODE)
                    .writeInt(processId)
                    .writeInt(secretKey)
                    .end();
            transport.writer().flush();
            transport.awaitEnd();
        } finally {
            transport.close();
        }
    }
}
