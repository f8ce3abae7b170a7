package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** The two directions of a Unix domain socket, for which Java has no streams whose reads end in time. */
final class UnixStream {

    private final SocketChannel channel;
    /** Zero waits for ever. */
    private volatile int readTimeoutMillis;

    private volatile boolean endedByServer;

    /** @param channel in blocking mode */
    UnixStream(SocketChannel channel) {
        this.channel = channel;
    }

    void setReadTimeout(int millis) {
        readTimeoutMillis = millis;
    }

    InputStream input() {
        return new BlockInput() {
            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                try {
                    if (readTimeoutMillis > 0) {
                        awaitArrival(readTimeoutMillis);
                    }
                    return channel.read(ByteBuffer.wrap(target, offset, count));
                } catch (ClosedChannelException e) {
                    throw closed(e);
                }
            }
        };
    }

    /** What is written to a server that has ended the connection is lost, as by TCP: who reads then is told why. */
    OutputStream output() {
        return new BlockOutput() {
            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                if (endedByServer) {
                    return;
                }
                try {
                    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, count);
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                } catch (ClosedChannelException e) {
                    throw closed(e);
                } catch (IOException e) {
                    endedByServer = true;
                }
            }
        };
    }

    private void awaitArrival(int millis) throws IOException {
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            if (selector.select(millis) == 0) {
                throw new SocketTimeoutException("Nothing arrived within " + millis + " ms.");
            }
        } finally {
            channel.configureBlocking(true);
        }
    }

    private static SocketException closed(ClosedChannelException cause) {
        SocketException closed = new SocketException("Socket closed");
        closed.initCause(cause);
        return closed;
    }
}
