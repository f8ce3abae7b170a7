package dev.jprisma.gateway;

import dev.jprisma.gateway.http.ClientWatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A client's connection that can be asked whether the client is still there while nobody reads from it: only a read
 * finds out, and what it reads (the beginning of a next request) is kept for who reads next.
 */
final class LoopbackEndPoint extends SocketChannelEndPoint implements ClientWatch.Watchable {

    private static final int READ_AHEAD = 1024;
    private static final int FILLS_OF_A_BUSY_CLIENT = 3;
    private static final long PAUSE_OF_A_BUSY_CLIENT_NANOS = 5_000_000;
    private static final long LINGER_MILLIS = 2;

    private final Scheduler scheduler;
    private final ReentrantLock reading = new ReentrantLock();
    /** Guarded by reading: what was read ahead, ready to be taken; null if nothing was. */
    private ByteBuffer readAhead;

    private int fills;
    private long lastFill;
    /** Of this connection alone; null until it is busy. */
    private Selector lingering;

    LoopbackEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
        this.scheduler = scheduler;
    }

    @Override
    public boolean isClientGone() {
        reading.lock();
        try {
            if (readAhead != null) {
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
                return fillOrLinger(buffer);
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

    /**
     * A client that sends one request after another gets the thread for the moment it takes to send the next: waking
     * the selector, and by it another thread, takes longer than that.
     */
    private int fillOrLinger(ByteBuffer buffer) throws IOException {
        int count = super.fill(buffer);
        if (count == 0 && isBusy() && awaitNextRequest()) {
            count = super.fill(buffer);
        }
        if (count > 0) {
            fills++;
            lastFill = System.nanoTime();
        }
        return count;
    }

    private boolean isBusy() {
        return fills >= FILLS_OF_A_BUSY_CLIENT && System.nanoTime() - lastFill < PAUSE_OF_A_BUSY_CLIENT_NANOS;
    }

    private boolean awaitNextRequest() throws IOException {
        if (lingering == null) {
            lingering = selectorOfItsOwn();
        }
        if (!lingering.isOpen()) {
            return false;
        }
        lingering.selectedKeys().clear();
        return lingering.select(LINGER_MILLIS) > 0;
    }

    private Selector selectorOfItsOwn() throws IOException {
        Selector selector = Selector.open();
        try {
            getChannel().register(selector, SelectionKey.OP_READ);
            return selector;
        } catch (IOException | RuntimeException e) {
            selector.close();
            throw e;
        }
    }

    @Override
    public void onClose(Throwable cause) {
        super.onClose(cause);
        reading.lock();
        try {
            IO.close(lingering);
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
                scheduler.schedule(() -> getFillInterest().fillable(), 0, TimeUnit.MILLISECONDS);
            }
        } finally {
            reading.unlock();
        }
    }
}
