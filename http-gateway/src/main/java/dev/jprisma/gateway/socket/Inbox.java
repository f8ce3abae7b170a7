package dev.jprisma.gateway.socket;

import dev.jprisma.gateway.http.BodyMemory;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;

/** What a client has sent and the conversation is not done with. Of one thread at a time. */
final class Inbox {

    /** So much a client may send before it is wanted. */
    private static final int READ_AHEAD = 32 * 1024;
    /** So much takes no share of the memory. */
    private static final int FREE_BYTES = 128 * 1024;
    /** What a message takes besides its bytes; else empty ones would take nothing. */
    private static final int OVERHEAD = 64;
    /** A message is gathered in an array that grows by doubling, and then copied. */
    private static final int EXPANSION = 3;

    private final BodyMemory.Holding memory;
    private final boolean inParts;
    private final Deque<Message> messages = new ArrayDeque<>();
    private int limit;
    private ByteArrayOutputStream begun;
    private boolean text;
    private long begunAt;
    private int waiting;
    private int taken;

    /**
     * @param memory that large messages take
     * @param inParts whether messages are given out in parts, as they arrive
     * @param limit bytes of a message
     */
    Inbox(BodyMemory.Holding memory, boolean inParts, int limit) {
        this.memory = memory;
        this.inParts = inParts;
        this.limit = limit;
    }

    void limit(int bytes) {
        limit = bytes;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Whether the client has to wait until something is taken. */
    boolean isFull() {
        return waiting + begunBytes() > READ_AHEAD;
    }

    /** Whether a message is not whole yet. */
    boolean hasBegun() {
        return begun != null;
    }

    /** When that message began, by {@link System#nanoTime}. */
    long begunAt() {
        return begunAt;
    }

    /**
     * Takes in a frame of data.
     *
     * @throws MessageTooLargeException if its message has too many bytes
     * @throws CloseException if there is no memory for it
     */
    void add(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            begun = new ByteArrayOutputStream(frame.getPayloadLength());
            text = frame.getOpCode() == OpCode.TEXT;
            begunAt = System.nanoTime();
        }
        if (begun.size() + frame.getPayloadLength() > limit) {
            throw new MessageTooLargeException("A message can have " + limit + " bytes.");
        }
        require(held() + frame.getPayloadLength());
        begun.writeBytes(bytes(frame));
        if (frame.isFin()) {
            addMessage();
            begun = null;
        } else if (inParts) {
            addMessage();
            begun.reset();
        }
    }

    private void addMessage() {
        messages.add(new Message(text, begun.toByteArray()));
        waiting += begun.size() + OVERHEAD;
    }

    static byte[] bytes(Frame frame) {
        byte[] bytes = new byte[frame.getPayloadLength()];
        frame.getPayload().get(bytes);
        return bytes;
    }

    /** The next message; null if there is none. It is counted until what is taken is released. */
    Message poll() {
        Message message = messages.poll();
        if (message != null) {
            waiting -= message.bytes().length + OVERHEAD;
            taken += inParts ? 0 : message.bytes().length;
        }
        return message;
    }

    /** The messages that were taken are not needed any more. */
    void release() {
        taken = 0;
        require(held());
    }

    /** Nothing in it is needed any more. */
    void clear() {
        messages.clear();
        begun = null;
        waiting = 0;
        release();
    }

    private int begunBytes() {
        return begun == null ? 0 : begun.size();
    }

    private int held() {
        return waiting + begunBytes() + taken;
    }

    private void require(int bytes) {
        long wanted = bytes <= FREE_BYTES ? 0 : (long) EXPANSION * bytes;
        if (!memory.resize(wanted)) {
            throw new CloseException(
                    CloseStatus.TRY_AGAIN_LATER, "Other large messages take all the memory that there is for them.");
        }
    }
}
