package dev.jprisma.gateway;

import dev.jprisma.gateway.http.ClientWatch;
import dev.jprisma.gateway.http.RepeatedRequests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection that can be asked whether the client is still there while nobody reads from it: only a read
 * finds out, and what it reads (the beginning of a next request) is kept for who reads next. Requests whose heads have
 * come before are served as they are read ({@link RepeatedRequests}), and Jetty's connection sees nothing of them.
 */
final class LoopbackEndPoint extends SocketChannelEndPoint implements ClientWatch.Watchable, RepeatedRequests.Client {

    private static final Logger LOG = LoggerFactory.getLogger(LoopbackEndPoint.class);
    private static final int READ_AHEAD = 1024;
    private static final int FILLS_OF_A_BUSY_CLIENT = 3;
    private static final long PAUSE_OF_A_BUSY_CLIENT_NANOS = 5_000_000;
    private static final long LINGER_MILLIS = 2;

    private final Executor threads;
    private final ReentrantLock reading = new ReentrantLock();
    /** Guarded by reading: what was read ahead, ready to be taken; null if nothing was. */
    private ByteBuffer readAhead;

    private final Duration headTimeout;
    private int fills;
    /** Whether the last read took all there was: then the next may as well wait first. */
    private boolean drained;

    private volatile long lastFill;
    /** Whether there is something that the client has to make room for. */
    private volatile boolean unsent;

    private volatile long lastSent = System.nanoTime();
    private long headBegun;
    /** How many requests there were before the one whose head is arriving. */
    private long requestsBefore = Long.MIN_VALUE;
    /** Of this connection alone; null until it is busy. */
    private Selector lingering;

    private final Server server;
    private final RepeatedRequests repeated;
    /** Whether the end of an answer is being sent that Jetty's connection knows nothing of. */
    private volatile boolean answering;
    /** Guarded by reading: whether somebody waits for a next request meanwhile. */
    private boolean wantedAfterAnswer;

    private final Callback answered = Callback.from(Invocable.InvocationType.NON_BLOCKING, this::answered, this::close);

    /**
     * @param threads for what has been read ahead
     * @param headTimeout for the line and the headers of a request to arrive
     * @param longestBody in bytes, of requests that are served as they are read
     */
    LoopbackEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Executor threads,
            Server server,
            Duration headTimeout,
            long longestBody) {
        super(channel, selector, key, scheduler);
        this.threads = threads;
        this.server = server;
        this.headTimeout = headTimeout;
        this.repeated = new RepeatedRequests(this, longestBody);
    }

    @Override
    public RepeatedRequests repeatedRequests() {
        return repeated;
    }

    @Override
    public EndPoint endPoint() {
        return this;
    }

    @Override
    public HttpField date() {
        return server.getDateField();
    }

    @Override
    public void writeLast(ByteBuffer... buffers) {
        answering = true;
        write(answered, buffers);
    }

    private void answered() {
        reading.lock();
        try {
            answering = false;
            if (wantedAfterAnswer) {
                wantedAfterAnswer = false;
                needsFillInterest();
            }
        } finally {
            reading.unlock();
        }
    }

    @Override
    public boolean isClientGone() {
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
    public long stalledNanos() {
        long now = System.nanoTime();
        if (unsent) {
            return now - lastSent;
        }
        if (!getFillInterest().isInterested() || isBetweenRequests(getConnection())) {
            return 0;
        }
        // Who has just been answered may take his time: what he waited for before was not his fault.
        return Math.min(now - lastFill, now - lastSent);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        long before = BufferUtil.remaining(buffers);
        boolean all = super.flush(buffers);
        if (all || !unsent || BufferUtil.remaining(buffers) < before) {
            lastSent = System.nanoTime();
        }
        unsent = !all;
        return all;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        Connection connection = getConnection();
        if (buffer.hasRemaining() || !isBetweenRequests(connection)) {
            return fillWithAny(buffer);
        }
        while (!answering) {
            int count = fillWithAny(buffer);
            if (count <= 0 || !repeated.serve(buffer, connection)) {
                return count;
            }
            requestsBefore = Long.MIN_VALUE;
        }
        return 0;
    }

    /** Whether Jetty has been given nothing of the next request yet, and has done with the last one. */
    private static boolean isBetweenRequests(Connection connection) {
        return connection instanceof HttpConnection http
                && http.getParser().isStart()
                && http.getMessagesIn() == http.getMessagesOut();
    }

    private int fillWithAny(ByteBuffer buffer) throws IOException {
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
        boolean busy = isBusy();
        int count = busy && drained ? 0 : fillAtOnce(buffer);
        if (count == 0 && busy && awaitNextRequest()) {
            count = fillAtOnce(buffer);
        }
        if (count > 0) {
            fills++;
            lastFill = System.nanoTime();
            if (isHeadTooSlow()) {
                LOG.info("Closed a connection whose request did not arrive within {} s.", headTimeout.toSeconds());
                close();
                return -1;
            }
        }
        return count;
    }

    private int fillAtOnce(ByteBuffer buffer) throws IOException {
        int room = BufferUtil.space(buffer);
        int count = super.fill(buffer);
        drained = count < room;
        return count;
    }

    /** A head that drips keeps a connection from being idle; bodies and WebSockets have limits of their own. */
    private boolean isHeadTooSlow() {
        Connection connection = getConnection();
        long requests = connection.getMessagesIn();
        if (connection instanceof WebSocketConnection || requests != connection.getMessagesOut()) {
            return false;
        }
        if (requests != requestsBefore) {
            requestsBefore = requests;
            headBegun = lastFill;
        }
        return lastFill - headBegun > headTimeout.toNanos();
    }

    private boolean isBusy() {
        return fills >= FILLS_OF_A_BUSY_CLIENT && System.nanoTime() - lastFill < PAUSE_OF_A_BUSY_CLIENT_NANOS;
    }

    private boolean awaitNextRequest() throws IOException {
        if (lingering == null && !openLingering()) {
            return false;
        }
        if (!lingering.isOpen()) {
            return false;
        }
        lingering.selectedKeys().clear();
        return lingering.select(LINGER_MILLIS) > 0;
    }

    /** False if this process has no descriptors left, and does without. */
    private boolean openLingering() {
        try {
            lingering = selectorOfItsOwn();
            return true;
        } catch (IOException e) {
            LOG.debug("A connection has no selector of its own", e);
            fills = 0;
            return false;
        }
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
            if (answering) {
                wantedAfterAnswer = true;
            } else if (readAhead == null) {
                super.needsFillInterest();
            } else {
                threads.execute(() -> getFillInterest().fillable());
            }
        } finally {
            reading.unlock();
        }
    }
}
