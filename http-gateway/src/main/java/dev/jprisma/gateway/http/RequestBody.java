package dev.jprisma.gateway.http;

import dev.jprisma.gateway.GatewaySettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/** A body within limits of size and time; what a client says of its body's length is not trusted. */
public final class RequestBody extends InputStream {

    private static final int FIRST_CAPACITY = 4 * 1024;

    private final HttpServletRequest request;
    private final long limit;
    private final GatewaySettings settings;
    private final long deadline;
    private long count;

    private RequestBody(HttpServletRequest request, long limit, GatewaySettings settings) {
        this.request = request;
        this.limit = limit;
        this.settings = settings;
        this.deadline = System.nanoTime() + settings.bodyTimeout().toNanos();
        if (request.getContentLengthLong() > limit) {
            throw tooLarge();
        }
    }

    /**
     * The whole body.
     *
     * @throws ProblemException 413 if it is too long, 408 if it takes too long, 400 if the client ends before it
     */
    public static byte[] read(HttpServletRequest request, GatewaySettings settings) {
        long announced = request.getContentLengthLong();
        return new RequestBody(request, settings.bodyLimit(), settings)
                .readAll(announced > 0 ? (int) announced : FIRST_CAPACITY);
    }

    /** The body as it arrives, of any length up to the limit for those; reading throws what {@link #read} does. */
    public static InputStream stream(HttpServletRequest request, GatewaySettings settings) {
        return new RequestBody(request, settings.streamedBodyLimit(), settings);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int read = receive(target, offset, length);
        count += Math.max(0, read);
        if (count > limit) {
            throw tooLarge();
        }
        if (read >= 0 && System.nanoTime() - deadline > 0) {
            throw tooSlow();
        }
        return read;
    }

    private int receive(byte[] target, int offset, int length) {
        try {
            return request.getInputStream().read(target, offset, length);
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException
                    ? tooSlow()
                    : new Problem(400, "BAD_REQUEST", "The body of the request did not arrive as a whole.").exception();
        }
    }

    private byte[] readAll(int capacity) {
        byte[] body = new byte[capacity];
        int length = 0;
        while (true) {
            if (length == body.length) {
                int next = read();
                if (next < 0) {
                    return body;
                }
                body = Arrays.copyOf(body, 2 * length);
                body[length++] = (byte) next;
            }
            int read = read(body, length, body.length - length);
            if (read < 0) {
                return length == body.length ? body : Arrays.copyOf(body, length);
            }
            length += read;
        }
    }

    private ProblemException tooLarge() {
        return new Problem(
                        413,
                        "BODY_TOO_LARGE",
                        "The body of a request can have " + limit
                                + " bytes; send less, or use the TCP connection for bulk data.")
                .exception();
    }

    private ProblemException tooSlow() {
        return new Problem(
                        408,
                        "BODY_TOO_SLOW",
                        "The body of the request did not arrive within "
                                + settings.bodyTimeout().toSeconds() + " s.")
                .exception();
    }
}
