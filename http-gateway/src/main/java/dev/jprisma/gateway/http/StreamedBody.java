package dev.jprisma.gateway.http;

import dev.jprisma.gateway.settings.GatewaySettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;

/**
 * A body that is read as it arrives, within the limits of time and of size for such; what a client says of its length
 * is not trusted. Reading throws a {@link ProblemException}: 413 if it is too long, 408 if it takes too long, 400 if
 * the client ends before it.
 */
public final class StreamedBody extends InputStream {

    /** Where it comes from, asked for each part. */
    interface Source {
        InputStream stream() throws IOException;
    }

    private final Source source;
    private final GatewaySettings settings;
    private final long limit;
    private final long deadline;
    private long count;

    /** @throws ProblemException 413 if it is announced to be too long */
    public StreamedBody(Exchange exchange, GatewaySettings settings) {
        this(exchange::bodyStream, settings, settings.bodies().streamedLimit());
        requireWithinLimit(exchange.announcedLength());
    }

    StreamedBody(Source source, GatewaySettings settings, long limit) {
        this.source = source;
        this.settings = settings;
        this.limit = limit;
        this.deadline = System.nanoTime() + settings.bodies().timeout().toNanos();
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
        requireWithinLimit(count);
        if (read >= 0 && System.nanoTime() - deadline > 0) {
            throw BodyProblems.tooSlow(settings);
        }
        return read;
    }

    private int receive(byte[] target, int offset, int length) {
        try {
            return source.stream().read(target, offset, length);
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException ? BodyProblems.tooSlow(settings) : BodyProblems.cutOff();
        }
    }

    private void requireWithinLimit(long length) {
        if (length > limit) {
            throw BodyProblems.tooLarge(limit);
        }
    }
}
