package dev.jprisma.gateway.socket;

import dev.jprisma.gateway.http.BodyMemory;
import dev.jprisma.gateway.pool.PoolExhaustedException;
import dev.jprisma.gateway.pool.SessionPermit;
import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.SessionSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's WebSocket. What it sends is taken in up to a limit before it is wanted, so that the end of the connection
 * is noticed while something is done for it; beyond that the client has to wait. Until the conversation says that the
 * client {@linkplain #loggedIn has logged in} there is one deadline for all that is sent and received.
 *
 * <p>{@link #receive} and the sending methods are for one thread each; they wait, and throw
 * {@link SocketClosedException} when there is nothing to wait for any more.
 */
public final class ClientSocket implements FrameHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSocket.class);

    /** The longest message before the login, which may be the one after it. */
    private static final int LOGIN_BYTES = 64 * 1024;

    private static final Duration LINGER = Duration.ofMillis(100);
    /** For a client to say that it has read the end of the conversation. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final SessionSettings settings;
    private final boolean withKey;
    private final Duration messageTimeout;
    private final WaitingRoom waitingRoom;
    private final Supplier<SessionPermit> permits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    /** All guarded by lock from here on. */
    private final Inbox inbox;

    private boolean receiving;
    private boolean demandHeld;
    private boolean discarding;
    private boolean ended;
    private boolean gone;
    private boolean closed;
    private Runnable onGone = () -> {};

    private volatile CoreSession session;
    private volatile SessionPermit permit;
    private volatile long end;
    private volatile long sentAt = System.nanoTime();

    /**
     * @param memory that large messages take
     * @param withKey whether the client has proven that it knows the instance's API key
     * @param inParts whether messages are received in parts, as they arrive
     * @param permits room for one who has logged in
     */
    ClientSocket(
            GatewaySettings settings,
            BodyMemory memory,
            boolean withKey,
            boolean inParts,
            WaitingRoom waitingRoom,
            Supplier<SessionPermit> permits) {
        this.settings = settings.sessions();
        this.withKey = withKey;
        this.messageTimeout = settings.bodies().timeout();
        this.waitingRoom = waitingRoom;
        this.permits = permits;
        this.inbox = new Inbox(memory.holding(), inParts, inParts ? this.settings.messageLimit() : LOGIN_BYTES);
        this.end = System.nanoTime() + this.settings.loginTimeout().toNanos();
    }

    /** Whether the client has proven with the upgrade that it knows the instance's API key. */
    public boolean withKey() {
        return withKey;
    }

    /**
     * The client may stay.
     *
     * @throws PoolExhaustedException if too many do already
     */
    public void loggedIn() {
        permit = permits.get();
        waitingRoom.leave(this);
        end = System.nanoTime() + settings.lifetime().toNanos();
        lock.lock();
        try {
            inbox.limit(settings.messageLimit());
        } finally {
            lock.unlock();
        }
    }

    /** Runs that once the connection is lost while something is done for the client, maybe now. */
    public void whenGone(Runnable action) {
        lock.lock();
        try {
            onGone = action;
            if (!gone) {
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** The next message; null once the client has ended the conversation properly. */
    public Message receive() {
        beginReceiving();
        Message message;
        lock.lock();
        try {
            awaitMessage();
            message = inbox.poll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SocketClosedException.byClient();
        } finally {
            receiving = false;
            lock.unlock();
        }
        demandIfHeld();
        return message;
    }

    /** What was received is not needed any more. */
    public void release() {
        lock.lock();
        try {
            inbox.release();
        } finally {
            lock.unlock();
        }
    }

    private void beginReceiving() {
        lock.lock();
        try {
            receiving = true;
        } finally {
            lock.unlock();
        }
        demandIfHeld();
    }

    private void awaitMessage() throws InterruptedException {
        long start = System.nanoTime();
        while (inbox.isEmpty() && !ended) {
            changed.awaitNanos(nanosLeft(start));
        }
        if (gone) {
            throw SocketClosedException.byClient();
        }
    }

    /** How long to wait for a message since then. */
    private long nanosLeft(long start) {
        long now = System.nanoTime();
        if (end - now <= 0) {
            throw tooLong();
        }
        return permit == null ? end - now : Math.min(end - now, nanosLeftOfSession(start, now));
    }

    private long nanosLeftOfSession(long start, long now) {
        long idleSince = sentAt - start > 0 ? sentAt : start;
        long left = settings.idleTime().toNanos() - (now - idleSince);
        if (left <= 0) {
            throw new SocketClosedException(
                    CloseStatus.SHUTDOWN,
                    "Nothing has moved for " + settings.idleTime().toSeconds() + " s.");
        }
        if (inbox.hasBegun()) {
            long begunAt = inbox.begunAt() - start > 0 ? inbox.begunAt() : start;
            long leftOfMessage = messageTimeout.toNanos() - (now - begunAt);
            if (leftOfMessage <= 0) {
                throw new SocketClosedException(
                        CloseStatus.POLICY_VIOLATION,
                        "A message did not arrive within " + messageTimeout.toSeconds() + " s.");
            }
            left = Math.min(left, leftOfMessage);
        }
        return left;
    }

    private SocketClosedException tooLong() {
        return permit == null
                ? new SocketClosedException(
                        CloseStatus.POLICY_VIOLATION,
                        "No login arrived within " + settings.loginTimeout().toSeconds() + " s.")
                : new SocketClosedException(
                        CloseStatus.SHUTDOWN,
                        "A session can last for " + settings.lifetime().toSeconds() + " s.");
    }

    /**
     * Sends part of a message, or all of it; returns when the client has room for more. What a client that has ended
     * the conversation would not read any more goes nowhere.
     */
    public void send(boolean text, boolean first, boolean last, ByteBuffer bytes) {
        long left = end - System.nanoTime();
        if (left < 0) {
            throw tooLong();
        }
        if (hasEnded()) {
            return;
        }
        byte code = first ? text ? OpCode.TEXT : OpCode.BINARY : OpCode.CONTINUATION;
        CompletableFuture<Void> sent = new CompletableFuture<>();
        session.sendFrame(
                new Frame(code, last, bytes),
                Callback.from(() -> sent.complete(null), sent::completeExceptionally),
                false);
        try {
            sentAt = System.nanoTime();
            sent.get(Math.min(left, settings.idleTime().toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (!hasEnded()) {
                throw SocketClosedException.byClient();
            }
        } catch (TimeoutException e) {
            LOG.info("Ended a WebSocket whose client did not read for {} s", TimeUnit.NANOSECONDS.toSeconds(left));
            session.abort();
            throw SocketClosedException.byClient();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SocketClosedException.byClient();
        }
    }

    private boolean hasEnded() {
        lock.lock();
        try {
            if (gone) {
                throw SocketClosedException.byClient();
            }
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the conversation; does nothing if it has ended. */
    public void close(int code, String reason) {
        discardWhatArrives();
        session.close(code, reason, Callback.NOOP);
    }

    /** Ends the conversation as the exception says. */
    public void close(SocketClosedException e) {
        if (e.code() != CloseStatus.NO_CLOSE) {
            LOG.info("Closed a WebSocket: {}", e.getMessage());
            discardWhatArrives();
            // A client that is still sending when the connection is closed does not get to see why it was. Who tries
            // passwords has to wait as well.
            awaitClosed(LINGER);
            close(e.code(), e.getMessage());
        }
    }

    private void discardWhatArrives() {
        lock.lock();
        try {
            discarding = true;
            inbox.clear();
        } finally {
            lock.unlock();
        }
        demandIfHeld();
    }

    private boolean awaitClosed(Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the connection is closed, by force if the client does not see to it; gives back its permit. */
    void end() {
        if (!awaitClosed(CLOSE_LIMIT)) {
            abort();
        }
        waitingRoom.leave(this);
        discardWhatArrives();
        if (permit != null) {
            permit.close();
        }
    }

    /** Ends the connection at once. */
    void abort() {
        session.abort();
    }

    CompletableFuture<Void> opened() {
        return opened;
    }

    @Override
    public void onOpen(CoreSession coreSession, Callback callback) {
        session = coreSession;
        waitingRoom.enter(this);
        callback.succeeded();
        opened.complete(null);
        coreSession.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        switch (frame.getOpCode()) {
            case OpCode.PING -> answer(frame);
            case OpCode.CLOSE -> setEnded();
            case OpCode.PONG -> demand();
            default -> {
                take(frame);
                demand();
            }
        }
        callback.succeeded();
    }

    /** Reads on when the answer has gone out: a client that reads none gets to send none. */
    private void answer(Frame ping) {
        session.sendFrame(
                new Frame(OpCode.PONG, ByteBuffer.wrap(Inbox.bytes(ping))),
                Callback.from(this::demand, failure -> LOG.debug("A pong was not sent", failure)),
                false);
    }

    private void setEnded() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void take(Frame frame) {
        lock.lock();
        try {
            if (!discarding) {
                inbox.add(frame);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void demand() {
        lock.lock();
        demandHeld = true;
        lock.unlock();
        demandIfHeld();
    }

    private void demandIfHeld() {
        lock.lock();
        try {
            boolean wanted = !inbox.isFull() || discarding || receiving && inbox.isEmpty();
            if (!demandHeld || !wanted) {
                return;
            }
            demandHeld = false;
        } finally {
            lock.unlock();
        }
        session.demand();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        if (cause instanceof CloseException) {
            LOG.info("Closed a WebSocket: {}", cause.getMessage());
        }
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        Runnable action;
        lock.lock();
        try {
            gone = !ended;
            ended = true;
            closed = true;
            action = gone ? onGone : () -> {};
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        callback.succeeded();
        waitingRoom.leave(this);
        opened.completeExceptionally(SocketClosedException.byClient());
        action.run();
    }
}
