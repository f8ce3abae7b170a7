package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A session that has been logged in here, and in which somebody else speaks the protocol from then on.
 *
 * <p>One thread may read and another write; any thread may {@link #cancel} and {@link #close}.
 */
public final class RawConnection implements AutoCloseable {

    private final Transport transport;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final int processId;
    private final int secretKey;
    private final CancelRequest cancelRequest;

    private RawConnection(ServerAddress address, Duration timeout, Transport transport) {
        this.transport = transport;
        Startup startup = new Startup(address, transport, parameters);
        startup.run();
        this.processId = startup.processId();
        this.secretKey = startup.secretKey();
        this.cancelRequest = startup.cancelRequest(timeout);
    }

    /** Connects and logs in, as {@link PostgresConnection#open} does. */
    public static RawConnection open(ServerAddress address, Duration timeout) {
        Transport transport = Transport.connect(address, timeout);
        try {
            transport.setReadTimeout(timeout);
            RawConnection connection = new RawConnection(address, timeout, transport);
            transport.setReadTimeout(Duration.ZERO);
            return connection;
        } catch (RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    /** Passes on somebody's request to cancel what the session with that process and key is doing. */
    public static void cancel(ServerAddress address, Duration timeout, int processId, int secretKey) {
        new CancelRequest(address, timeout, processId, secretKey).send();
    }

    /** What the server reported of its settings. */
    public Map<String, String> parameters() {
        return parameters;
    }

    public int processId() {
        return processId;
    }

    public int secretKey() {
        return secretKey;
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
