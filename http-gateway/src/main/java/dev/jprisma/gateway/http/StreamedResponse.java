package dev.jprisma.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * An answer that is streamed, of JSON unless something else is said. Its beginning is held back, so that an error that
 * comes early still has a status of its own; once something has gone out, an error can only cut the answer short.
 */
public final class StreamedResponse extends OutputStream {

    private static final int HELD_BACK = 16 * 1024;
    private static final int FIRST_CAPACITY = 1024;

    static final String JSON = "application/json";

    private final Exchange exchange;
    private final int heldBack;
    private final long limit;
    private String contentType;
    private byte[] buffer = new byte[FIRST_CAPACITY];
    private int length;
    private long written;
    private boolean sent;

    public StreamedResponse(Exchange exchange) {
        this(exchange, JSON, HELD_BACK);
    }

    /** @param heldBack bytes of its beginning */
    public StreamedResponse(Exchange exchange, int heldBack) {
        this(exchange, JSON, heldBack);
    }

    public StreamedResponse(Exchange exchange, String contentType) {
        this(exchange, contentType, HELD_BACK);
    }

    private StreamedResponse(Exchange exchange, String contentType, int heldBack) {
        this.exchange = exchange;
        this.contentType = contentType;
        this.heldBack = heldBack;
        this.limit = exchange.route().answerLimit();
        this.sent = exchange.isCommitted();
    }

    /** Whether something has gone out. */
    public boolean isSent() {
        return sent;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /** @throws ProblemException 507 if the answer becomes too large */
    @Override
    public void write(byte[] bytes, int offset, int count) {
        written += count;
        if (limit > 0 && written > limit) {
            throw new Problem(
                            507,
                            "ANSWER_TOO_LARGE",
                            "An answer can have " + limit
                                    + " bytes; ask for fewer rows at once, or use the TCP connection for bulk data.")
                    .exception();
        }
        if (length + count > heldBack) {
            sendBuffer();
            send(bytes, offset, count);
            return;
        }
        if (length + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(heldBack, Math.max(2 * buffer.length, length + count)));
        }
        System.arraycopy(bytes, offset, buffer, length, count);
        length += count;
    }

    /** Nothing: what is held back stays so until there is enough of it. */
    @Override
    public void flush() {}

    /** Ends the answer. */
    public void complete() {
        complete(false);
    }

    private void complete(boolean failed) {
        announce();
        exchange.route().traffic().answered(exchange.begunNanos(), written, failed);
        try {
            exchange.writeLast(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        length = 0;
    }

    /** Forgets what is held back, if nothing has gone out yet; else returns false. */
    public boolean takeBack() {
        if (!sent) {
            length = 0;
            written = 0;
        }
        return !sent;
    }

    /** Answers with something else; only while nothing has gone out. */
    public void replace(int status, byte[] json) {
        if (sent) {
            throw new IllegalStateException("Part of the answer has gone out.");
        }
        exchange.setStatus(status);
        contentType = JSON;
        buffer = json;
        length = json.length;
        written = length;
        complete(status >= 400);
    }

    /** Answers that the request cannot be served; only while nothing has gone out. */
    public void refuse(Problem problem) {
        Refusals.log(exchange, problem);
        replace(problem.status(), problem.json());
    }

    /** Ends the connection, so that what has gone out cannot be taken for the whole. */
    public void cutShort() {
        exchange.route().traffic().answered(exchange.begunNanos(), written, true);
        exchange.endPoint().close();
    }

    private void announce() {
        if (!sent) {
            exchange.setContentType(contentType);
            sent = true;
        }
    }

    private void sendBuffer() {
        announce();
        send(buffer, 0, length);
        length = 0;
    }

    private void send(byte[] bytes, int offset, int count) {
        try {
            exchange.write(bytes, offset, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
