package dev.jprisma.state.control;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.JprismaHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One end of a control connection. One thread reads; any thread sends.
 *
 * <p>It works on the channel itself: the streams that {@code Channels} makes of one channel shut each other out, so
 * that a thread that waits for a message would keep every other from sending.
 */
public final class ControlConnection implements AutoCloseable {
    /** Far above any message of ours; a peer that sends more is not one. */
    private static final int LONGEST_MESSAGE = 1 << 20;

    private final SocketChannel channel;
    private final ByteBuffer received = ByteBuffer.allocate(8192).flip();
    private final Object sending = new Object();

    public ControlConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** @throws IOException if nobody listens there */
    public static ControlConnection open(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new ControlConnection(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Connects to the daemon of a home if there is one. */
    public static Optional<ControlConnection> toDaemonOf(JprismaHome home) {
        return DaemonRecord.readAlive(home).flatMap(daemon -> to(daemon.socketPath(home)));
    }

    private static Optional<ControlConnection> to(Path socket) {
        try {
            return Optional.of(open(socket));
        } catch (IOException e) {
            // It is alive and does not listen: it is ending.
            return Optional.empty();
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
