package dev.jprisma.gateway.http;

import dev.jprisma.gateway.GatewaySettings;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** A body that arrives within the limits of size and time; what a client says of its length is not trusted. */
public final class RequestBody {

    private static final String ATTRIBUTE = RequestBody.class.getName();
    /** What is not there yet is not given more memory than this. */
    private static final int MOST_IN_ADVANCE = 64 * 1024;

    private static final byte[] NONE = {};

    private final Request request;
    private final long limit;
    private final GatewaySettings settings;
    private final long deadline;
    private byte[] bytes;
    private int length;

    /** @throws ProblemException 413 if it is announced to be too long */
    RequestBody(Request request, long limit, GatewaySettings settings) {
        this.request = request;
        this.limit = limit;
        this.settings = settings;
        this.deadline = System.nanoTime() + settings.bodies().timeout().toNanos();
        long announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        if (announced > limit) {
            throw BodyProblems.tooLarge(limit);
        }
        this.bytes = announced > 0 ? new byte[(int) Math.min(announced, MOST_IN_ADVANCE)] : NONE;
    }

    /** The whole body of a request that has passed the {@link BodyHandler}. */
    public static byte[] of(Context context) {
        byte[] body = context.attribute(ATTRIBUTE);
        return body == null ? NONE : body;
    }

    /**
     * Takes what has arrived.
     *
     * @return whether it is all; if not, more is to come later
     * @throws ProblemException 413 if it is too long, 408 if it takes too long, 400 if the client ends before it
     */
    boolean readAvailable() {
        for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
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
                return true;
            }
        }
        if (System.nanoTime() - deadline > 0) {
            throw BodyProblems.tooSlow(settings);
        }
        return false;
    }

    private void append(ByteBuffer arrived) {
        int count = arrived.remaining();
        if (length + (long) count > limit) {
            throw BodyProblems.tooLarge(limit);
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * length));
        }
        arrived.get(bytes, length, count);
        length += count;
    }

    private ProblemException failure(Throwable failure) {
        return failure instanceof TimeoutException ? BodyProblems.tooSlow(settings) : BodyProblems.cutOff();
    }
}
