package dev.jprisma.gateway.http;

import dev.jprisma.gateway.GatewaySettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/** Reads bodies within the limits of size and time; what a client says of its body's length is not trusted. */
public final class RequestBody {

    private static final int FIRST_CAPACITY = 4 * 1024;

    private RequestBody() {}

    /**
     * The whole body.
     *
     * @throws ProblemException 413 if it is too long, 408 if it takes too long, 400 if the client ends before it
     */
    public static byte[] read(HttpServletRequest request, GatewaySettings settings) {
        long announced = request.getContentLengthLong();
        if (announced > settings.bodyLimit()) {
            throw tooLarge(settings);
        }
        try {
            return read(request.getInputStream(), announced, settings);
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException
                    ? tooSlow(settings)
                    : new Problem(400, "BAD_REQUEST", "The body of the request did not arrive as a whole.").exception();
        }
    }

    private static byte[] read(InputStream in, long announced, GatewaySettings settings) throws IOException {
        long deadline = System.nanoTime() + settings.bodyTimeout().toNanos();
        byte[] body = new byte[announced > 0 ? (int) announced : FIRST_CAPACITY];
        int length = 0;
        while (true) {
            if (length == body.length) {
                int next = in.read();
                if (next < 0) {
                    return body;
                }
                body = Arrays.copyOf(body, 2 * length);
                body[length++] = (byte) next;
            }
            int count = in.read(body, length, body.length - length);
            if (count < 0) {
                return length == body.length ? body : Arrays.copyOf(body, length);
            }
            length += count;
            if (length > settings.bodyLimit()) {
                throw tooLarge(settings);
            }
            if (System.nanoTime() - deadline > 0) {
                throw tooSlow(settings);
            }
        }
    }

    private static ProblemException tooLarge(GatewaySettings settings) {
        return new Problem(
                        413,
                        "BODY_TOO_LARGE",
                        "The body of a request can have " + settings.bodyLimit()
                                + " bytes; send less, or use the TCP connection for bulk data.")
                .exception();
    }

    private static ProblemException tooSlow(GatewaySettings settings) {
        return new Problem(
                        408,
                        "BODY_TOO_SLOW",
                        "The body of the request did not arrive within "
                                + settings.bodyTimeout().toSeconds() + " s.")
                .exception();
    }
}
