package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * A session that has been logged in here, and in which somebody else speaks the protocol from then on.
 *
 * <p>One thread may read and another write; any thread may {@link #cancel} and {@link #close}.
 */
public final class RawConnection implements AutoCloseable {

    private final Transport transport;
    private final Map<String, String> parameters;
    private final CancelRequest cancelRequest;

    RawConnection(Transport transport, Map<String, String> parameters, CancelRequest cancelRequest) {
        this.transport = transport;
        this.parameters = parameters;
        this.cancelRequest = cancelRequest;
    }

    /** Connects and logs in, as {@link PostgresConnection#open} does. */
    public static RawConnection open(ServerAddress address, Duration timeout) {
        return PostgresConnection.open(address, timeout).passOn();
    }

    /**
     * Passes on somebody's request to cancel what the session with that process and key is doing. Of several servers
     * all are asked, since nobody but the session's own knows the key.
     *
     * @throws PostgresException if no server can be reached for it
     */
    public static void cancel(ServerAddress address, Duration timeout, int processId, int secretKey) {
        new SessionOpener(address, timeout).cancelEverywhere(processId, secretKey);
    }

    /** What the server reported of its settings. */
    public Map<String, String> parameters() {
        return parameters;
    }

    public int processId() {
        return cancelRequest.processId();
    }

    public int secretKey() {
        return cancelRequest.secretKey();
    }

    /** Reads what the server sends after its first ReadyForQuery; -1 when it has closed the connection, or this is. */
    public int read(byte[] target) {
        try {
            return transport.reader().readRaw(target);
        } catch (IOException e) {
            return -1;
        }
    }

    /** @throws ConnectionLostException if the server has closed the connection, or this is */
    public void write(byte[] bytes) {
        transport.writer().writeRaw(bytes);
    }

    /** Asks the server to cancel what the session is doing, if it is doing anything. */
    public void cancel() {
        cancelRequest.send();
    }

    /** Ends the connection without a word; who reads or writes notices. */
    @Override
    public void close() {
        transport.close();
    }
}
