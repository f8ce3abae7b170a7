package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A TCP connection to a server, with its two buffers. */
final class Transport {

    private final SocketChannel channel;
    private final Socket socket;
    private final MessageReader reader;
    private final MessageWriter writer;

    private Transport(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.socket = channel.socket();
        this.reader = new MessageReader(socket.getInputStream());
        this.writer = new MessageWriter(socket.getOutputStream());
    }

    /** Connects to the first of the host's addresses that accepts. */
    static Transport connect(ServerAddress address, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        CannotConnectException failure = null;
        for (InetAddress host : resolve(address)) {
            try {
                return connect(new InetSocketAddress(host, address.port()), deadline);
            } catch (IOException e) {
                failure = failure(address, timeout, e);
            }
        }
        throw failure;
    }

    private static Transport connect(InetSocketAddress target, long deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(target, millisUntil(deadline));
            return new Transport(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static InetAddress[] resolve(ServerAddress address) {
        try {
            return InetAddress.getAllByName(address.host());
        } catch (UnknownHostException e) {
            throw new CannotConnectException(
                    CannotConnectException.Reason.UNREACHABLE, "The host " + address.host() + " is not known.", e);
        }
    }

    private static CannotConnectException failure(ServerAddress address, Duration timeout, IOException e) {
        if (e instanceof SocketTimeoutException) {
            return new CannotConnectException(
                    CannotConnectException.Reason.TIMED_OUT,
                    "Nothing answered at " + address.hostAndPort() + " within " + timeout.toMillis() + " ms.",
                    e);
        }
        if (e instanceof ConnectException) {
            return new CannotConnectException(
                    CannotConnectException.Reason.REFUSED, "No server listens at " + address.hostAndPort() + ".", e);
        }
        return new CannotConnectException(
                CannotConnectException.Reason.UNREACHABLE,
                "Cannot connect to " + address.hostAndPort() + ": " + e.getMessage(),
                e);
    }

    private static int millisUntil(long deadline) {
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }

    MessageReader reader() {
        return reader;
    }

    MessageWriter writer() {
        return writer;
    }

    /** How long one read may wait; zero waits for ever. */
    void setReadTimeout(Duration timeout) {
        try {
            socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, timeout.toMillis()));
        } catch (IOException e) {
            throw new ConnectionLostException("The connection to the server is lost: " + e.getMessage(), e);
        }
    }

    /** Reads what has arrived without waiting; false at the end of the connection. */
    boolean poll() throws IOException {
        channel.configureBlocking(false);
        try {
            return reader.poll(channel) >= 0;
        } finally {
            channel.configureBlocking(true);
        }
    }

    /** Waits for the other side to close. */
    void awaitEnd() {
        try {
            socket.getInputStream().skip(Long.MAX_VALUE);
        } catch (IOException e) {
            throw new ConnectionLostException("The connection to the server is lost: " + e.getMessage(), e);
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is released all the same, and there is nobody left to be told.
            System.getLogger(Transport.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
        }
    }
}
