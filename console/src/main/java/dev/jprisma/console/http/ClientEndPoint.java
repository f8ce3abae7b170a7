package dev.jprisma.console.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A browser's connection that can be asked whether the browser is still there while its request is handled and nobody
 * reads from it: only a read finds out, and what it reads is kept for who reads next.
 */
public final class ClientEndPoint extends SocketChannelEndPoint {
    private static final int READ_AHEAD = 1024;

    private final Executor threads;
    private final ReentrantLock reading = new ReentrantLock();
    /** Guarded by reading: what was read ahead, ready to be taken; null if nothing was. */
    private ByteBuffer readAhead;

    /** @param threads for what has been read ahead */
    public ClientEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler, Executor threads) {
        super(channel, selector, key, scheduler);
        this.threads = threads;
    }

    /** Any thread may ask, of a request whose body has been read. */
    boolean isClientGone() {
        reading.lock();
        try {
            // Who waits for the next request would not be told of what is taken from the socket here.
            if (readAhead != null || getFillInterest().isInterested()) {
                return false;
            }
            ByteBuffer buffer = ByteBuffer.allocate(READ_AHEAD);
            int count = getChannel().read(buffer);
            if (count > 0) {
                readAhead = buffer.flip();
            }
            return count < 0;
        } catch (IOException e) {
            return true;
        } finally {
            reading.unlock();
        }
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        reading.lock();
        try {
            if (readAhead == null) {
                return super.fill(buffer);
            }
            int count = BufferUtil.append(buffer, readAhead);
            if (!readAhead.hasRemaining()) {
                readAhead = null;
            }
            return count;
        } finally {
            reading.unlock();
        }
    }

    /** The selector would not tell of bytes that have been read ahead. */
    @Override
    protected void needsFillInterest() {
        reading.lock();
        try {
            if (readAhead == null) {
                super.needsFillInterest();
            } else {
                threads.execute(() -> getFillInterest().fillable());
            }
        } finally {
            reading.unlock();
        }
    }
}
