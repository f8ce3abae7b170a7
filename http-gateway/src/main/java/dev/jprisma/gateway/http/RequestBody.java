package dev.jprisma.gateway.http;

import dev.jprisma.gateway.settings.GatewaySettings;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** A body that arrives within the limits of size and time; what a client says of its length is not trusted. */
public final class RequestBody {

    private static final String ATTRIBUTE = RequestBody.class.getName();
    /** Bodies of up to so many bytes are read as they come. */
    private static final int MOST_UNASKED = 64 * 1024;

    private static final byte[] NONE = {};

    /** How far the arrival has come. */
    enum Progress {
        WHOLE,
        MORE_TO_COME,
        /** There is more, or may be, than is allowed until now. */
        LARGE
    }

    private final Request request;
    private final long limit;
    private final GatewaySettings settings;
    /** Negative if the client does not say it. */
    private final long announced;

    private byte[] bytes = NONE;
    private int length;
    private boolean largeAllowed;
    private long deadline;

    RequestBody(Request request, long limit, GatewaySettings settings) {
        this.request = request;
        this.limit = limit;
        this.settings = settings;
        this.announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        startClock();
    }

    private void startClock() {
        deadline = System.nanoTime() + settings.bodies().timeout().toNanos();
    }

    /** The whole body of a request that has passed the {@link BodyHandler}. */
    static byte[] of(Request request) {
        byte[] body = (byte[]) request.getAttribute(ATTRIBUTE);
        return body == null ? NONE : body;
    }

    /** What the client says that it has; negative if it does not. */
    long announced() {
        return announced;
    }

    /** What will not be exceeded. */
    long mostBytes() {
        return announced < 0 ? limit : announced;
    }

    /** What it takes at most before it is allowed to be large. */
    long mostUnasked() {
        return Math.min(MOST_UNASKED, mostBytes());
    }

    /** Leaves it to be read as it arrives: what has come until it was known to be large, and all that is to come. */
    StreamedBody rest() {
        InputStream toCome = Content.Source.asInputStream(request);
        InputStream all =
                length == 0 ? toCome : new SequenceInputStream(new ByteArrayInputStream(bytes, 0, length), toCome);
        return new StreamedBody(() -> all, settings, limit);
    }

    /** Lets it be large. The client has the whole time from now on: it was the one who waited. */
    void allowLarge() {
        largeAllowed = true;
        startClock();
    }

    /**
     * Takes what has arrived.
     *
     * @throws ProblemException 413 if it is too long, 408 if it takes too long, 400 if the client ends before it
     */
    Progress readAvailable() {
        if (announced > limit) {
            throw BodyProblems.tooLarge(limit);
        }
        while (largeAllowed || Math.max(announced, length) <= MOST_UNASKED) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                requireInTime();
                return Progress.MORE_TO_COME;
            }
            if (Content.Chunk.isFailure(chunk)) {
                throw failure(chunk.getFailure());
            }
            try {
                append(chunk.getByteBuffer());
            } finally {
                chunk.release();
            }
            if (chunk.isLast()) {
                request.setAttribute(ATTRIBUTE, length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
                // Whoever waited for this body still holds it while the request is handled.
                bytes = NONE;
                return Progress.WHOLE;
            }
        }
        return Progress.LARGE;
    }

    private void append(ByteBuffer arrived) {
        int count = arrived.remaining();
        if (length + (long) count > limit) {
            throw BodyProblems.tooLarge(limit);
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, capacity()));
        }
        arrived.get(bytes, length, count);
        length += count;
    }

    private int capacity() {
        return (int) (announced < 0 ? Math.min(limit, 2L * length) : announced);
    }

    private void requireInTime() {
        if (System.nanoTime() - deadline > 0) {
            throw BodyProblems.tooSlow(settings);
        }
    }

    private ProblemException failure(Throwable failure) {
        return failure instanceof TimeoutException ? BodyProblems.tooSlow(settings) : BodyProblems.cutOff();
    }
}
