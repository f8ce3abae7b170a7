package dev.jprisma.gateway.socket;

import dev.jprisma.gateway.SessionSettings;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's WebSocket. What it sends is taken in up to a limit before it is wanted, so that the end of the connection
 * is noticed while something is done for it; beyond that the client has to wait.
 *
 * <p>{@link #receive} and the sending methods are for one thread each; they wait, and throw
 * {@link SocketClosedException} when there is nothing to wait for any more.
 */
public final class ClientSocket implements FrameHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSocket.class);
    private static final int READ_AHEAD = 256 * 1024;

    private static final Duration LINGER = Duration.ofMillis(100);

    private final SessionSettings settings;
    private final long end;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    /** All guarded by lock from here on. */
    private final Deque<Message> received = new ArrayDeque<>();

    private ByteArrayOutputStream begun;
    private boolean begunIsText;
    private int waiting;
    private boolean demandHeld;
    private boolean ended;
    private boolean gone;
    private Runnable onGone = () -> {};

    private volatile CoreSession session;
    private volatile long sentAt = System.nanoTime();

    ClientSocket(SessionSettings settings) {
        this.settings = settings;
        this.end = System.nanoTime() + settings.lifetime().toNanos();
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

    /**
     * The next message; null once the client has ended the conversation properly.
     *
     * @param timeout since the last message in either direction; then the conversation ends with that code and reason
     */
    public Message receive(Duration timeout, int timeoutCode, String timeoutReason) {
        Message message;
        boolean demand;
        lock.lock();
        try {
            awaitMessage(timeout, timeoutCode, timeoutReason);
            message = received.poll();
            waiting -= message == null ? 0 : message.bytes().length;
            demand = demandHeld && waiting <= READ_AHEAD;
            demandHeld &= !demand;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SocketClosedException.byClient();
        } finally {
            lock.unlock();
        }
        if (demand) {
            session.demand();
        }
        return message;
    }

    private void awaitMessage(Duration timeout, int timeoutCode, String timeoutReason) throws InterruptedException {
        long start = System.nanoTime();
        while (received.isEmpty() && !ended) {
            long now = System.nanoTime();
            long left = timeout.toNanos() - (now - (sentAt - start > 0 ? sentAt : start));
            if (end - now <= 0) {
                throw tooOld();
            }
            if (left <= 0) {
                throw new SocketClosedException(timeoutCode, timeoutReason);
            }
            changed.awaitNanos(Math.min(left, end - now));
        }
        if (gone) {
            throw SocketClosedException.byClient();
        }
    }

    /** The next message, for as long as a session may be idle. */
    public Message receive() {
        return receive(
                settings.idleTime(),
                CloseStatus.SHUTDOWN,
                "Nothing has moved for " + settings.idleTime().toSeconds() + " s.");
    }

    private SocketClosedException tooOld() {
        return new SocketClosedException(
                CloseStatus.SHUTDOWN,
                "A session can last for " + settings.lifetime().toSeconds() + " s.");
    }

    /**
     * Sends part of a message, or all of it; returns when the client has room for more. What a client that has ended
     * the conversation would not read any more goes nowhere.
     */
    public void send(boolean text, boolean first, boolean last, ByteBuffer bytes) {
        if (System.nanoTime() - end > 0) {
            throw tooOld();
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
            sent.get(settings.idleTime().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (!hasEnded()) {
                throw SocketClosedException.byClient();
            }
        } catch (TimeoutException e) {
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
        session.close(code, reason, Callback.NOOP);
    }

    /** Ends the conversation as the exception says. */
    public void close(SocketClosedException e) {
        if (e.code() != CloseStatus.NO_CLOSE) {
            LOG.info("Closed a WebSocket: {}", e.getMessage());
            discardWhatArrives();
            close(e.code(), e.getMessage());
        }
    }

    /**
     * For a moment: a client that is still sending when the connection is closed does not get to see why it was. Who
     * tries passwords has to wait as well.
     */
    private void discardWhatArrives() {
        long deadline = System.nanoTime() + LINGER.toNanos();
        try {
            while (System.nanoTime() - deadline < 0 && receive(LINGER, CloseStatus.NO_CLOSE, "") != null) {}
        } catch (SocketClosedException over) {
            LOG.debug("Nothing more arrives", over);
        }
    }

    CompletableFuture<Void> opened() {
        return opened;
    }

    @Override
    public void onOpen(CoreSession coreSession, Callback callback) {
        session = coreSession;
        callback.succeeded();
        opened.complete(null);
        coreSession.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        lock.lock();
        try {
            switch (frame.getOpCode()) {
                case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> take(frame);
                case OpCode.PING ->
                    session.sendFrame(new Frame(OpCode.PONG, ByteBuffer.wrap(bytes(frame))), Callback.NOOP, false);
                case OpCode.CLOSE -> {
                    ended = true;
                    changed.signalAll();
                }
                default -> {}
            }
        } finally {
            lock.unlock();
        }
        callback.succeeded();
        if (frame.getOpCode() != OpCode.CLOSE) {
            demand();
        }
    }

    private void take(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            begun = new ByteArrayOutputStream(frame.getPayloadLength());
            begunIsText = frame.getOpCode() == OpCode.TEXT;
        }
        if (begun.size() + frame.getPayloadLength() > settings.messageLimit()) {
            throw new MessageTooLargeException("A message can have " + settings.messageLimit() + " bytes.");
        }
        begun.writeBytes(bytes(frame));
        if (frame.isFin()) {
            received.add(new Message(begunIsText, begun.toByteArray()));
            waiting += begun.size();
            begun = null;
            changed.signalAll();
        }
    }

    private static byte[] bytes(Frame frame) {
        byte[] bytes = new byte[frame.getPayloadLength()];
        frame.getPayload().get(bytes);
        return bytes;
    }

    private void demand() {
        lock.lock();
        try {
            if (waiting > READ_AHEAD) {
                demandHeld = true;
                return;
            }
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
            action = gone ? onGone : () -> {};
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        callback.succeeded();
        opened.completeExceptionally(SocketClosedException.byClient());
        action.run();
    }
}
