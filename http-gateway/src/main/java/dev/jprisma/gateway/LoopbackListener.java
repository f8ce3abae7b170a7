package dev.jprisma.gateway;

import dev.jprisma.postgres.LoopbackPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening sockets of one port: one for each loopback address. Connections queue from the moment it is bound, and
 * are served once it is {@linkplain HttpGateway#open opened}.
 */
public final class LoopbackListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoopbackListener.class);
    /** Connections that wait to be accepted; a client whose connection does not fit in tries again after a second. */
    private static final int BACKLOG = 1024;

    private static final int ATTEMPTS_AT_A_FREE_PORT = 20;
    private static final Duration SELECTOR_LIMIT = Duration.ofSeconds(5);
    private static final long SELECTOR_POLL_NANOS = 100_000;

    private final List<ServerSocketChannel> sockets;
    private final int port;
    private final List<Closeable> acceptors = new ArrayList<>();

    private LoopbackListener(List<ServerSocketChannel> sockets) {
        this.sockets = sockets;
        this.port = sockets.get(0).socket().getLocalPort();
    }

    /**
     * Binds a port on every loopback address; clients can connect at return.
     *
     * @param port 0 for any free one
     * @throws PortInUseException if that port, or any, cannot be had
     */
    public static LoopbackListener bind(int port) {
        IOException failure = null;
        for (int attempt = 0; attempt < (port == 0 ? ATTEMPTS_AT_A_FREE_PORT : 1); attempt++) {
            try {
                return new LoopbackListener(bindAll(port));
            } catch (IOException e) {
                failure = e;
            }
        }
        throw new PortInUseException(port, failure);
    }

    private static List<ServerSocketChannel> bindAll(int port) throws IOException {
        List<ServerSocketChannel> sockets = new ArrayList<>();
        try {
            int actualPort = port;
            for (InetAddress address : LoopbackPort.addresses()) {
                ServerSocketChannel socket = ServerSocketChannel.open();
                sockets.add(socket);
                socket.bind(new InetSocketAddress(address, actualPort), BACKLOG);
                actualPort = socket.socket().getLocalPort();
            }
            if (sockets.isEmpty()) {
                throw new BindException("This machine has no loopback address.");
            }
            return sockets;
        } catch (IOException e) {
            closeAll(sockets);
            throw e;
        }
    }

    public int port() {
        return port;
    }

    void accept(LoopbackConnector connector) throws IOException {
        for (ServerSocketChannel socket : sockets) {
            acceptors.add(connector.accept(socket));
        }
        await(() -> sockets.stream().allMatch(ServerSocketChannel::isRegistered));
    }

    /**
     * Returns when the port is free. The selector has to let go of the sockets before they are closed: a key that is
     * cancelled here while the selector cancels it too can stay with it until something else wakes it, and the port
     * with the key.
     */
    @Override
    public void close() {
        closeAll(acceptors);
        await(() -> sockets.stream().noneMatch(ServerSocketChannel::isRegistered));
        closeAll(sockets);
    }

    /** Waits for the selector's thread. */
    private static void await(BooleanSupplier done) {
        long deadline = System.nanoTime() + SELECTOR_LIMIT.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(SELECTOR_POLL_NANOS);
        }
    }

    private static void closeAll(List<? extends Closeable> closeables) {
        for (Closeable closeable : closeables) {
            try {
                closeable.close();
            } catch (IOException e) {
                LOG.warn("A listening socket did not close", e);
            }
        }
    }
}
