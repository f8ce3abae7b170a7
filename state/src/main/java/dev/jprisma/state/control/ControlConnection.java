package dev.jprisma.state.control;

import dev.jprisma.state.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One end of a control connection. One thread reads; any thread sends.
 *
 * <p>It works on the channel itself: the streams that {@code Channels} makes of one channel shut each other out, so
 * that a thread that waits for a message would keep every other from sending.
 */
public final class ControlConnection implements AutoCloseable {
    /** Far above any message of ours; a peer that sends more is not one. */
    private static final int LONGEST_MESSAGE = 4 << 20;

    private static final Duration ROOM_LOOK = Duration.ofMillis(50);

    private final SocketChannel channel;
    private final ByteBuffer received = ByteBuffer.allocate(8192).flip();
    private final Object sending = new Object();

    public ControlConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects to whoever listens there. The operating system keeps a few waiting until they are accepted; where these
     * are too many, this waits too.
     *
     * @return empty if there was no room within the limit
     * @throws IOException if nobody listens there
     */
    public static Optional<ControlConnection> open(Path socket, Duration limit) throws IOException {
        Deadline deadline = Deadline.in(limit);
        Optional<ControlConnection> connection = connect(socket);
        while (connection.isEmpty() && !deadline.hasPassed()) {
            Deadline.pause(ROOM_LOOK);
            connection = connect(socket);
        }
        return connection;
    }

    private static Optional<ControlConnection> connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean connected = false;
        try {
            channel.configureBlocking(false);
            connected = connectNow(channel, socket);
            if (connected) {
                channel.configureBlocking(true);
            }
        } finally {
            if (!connected) {
                channel.close();
            }
        }
        return connected ? Optional.of(new ControlConnection(channel)) : Optional.empty();
    }

    /** At once or, without room, not at all: there is nothing to finish later, as there is over a network. */
    private static boolean connectNow(SocketChannel channel, Path socket) throws IOException {
        try {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (ConnectException nobodyListens) {
            throw nobodyListens;
        } catch (SocketException e) {
            if (Files.isWritable(socket)) {
                return false;
            }
            throw e;
        }
    }

    public void send(ControlMessage message) throws IOException {
        ByteBuffer line = ByteBuffer.wrap(message.toLine().getBytes(StandardCharsets.UTF_8));
        synchronized (sending) {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        }
    }

    /**
     * Waits for the next message; empty when the other end has closed.
     *
     * @throws IOException if the connection broke, or what came is no message
     */
    public Optional<ControlMessage> receive() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (received.hasRemaining()) {
                byte next = received.get();
                if (next == '\n') {
                    return Optional.of(parse(line.toString(StandardCharsets.UTF_8)));
                }
                line.write(next);
            }
            if (line.size() > LONGEST_MESSAGE) {
                throw new IOException("A control message of more than " + LONGEST_MESSAGE + " bytes");
            }
            received.clear();
            int count = channel.read(received);
            received.flip();
            if (count < 0) {
                return Optional.empty();
            }
        }
    }

    private static ControlMessage parse(String line) throws IOException {
        try {
            return ControlMessage.parse(line);
        } catch (IllegalArgumentException e) {
            throw new IOException("Not a control message: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
