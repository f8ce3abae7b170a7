package dev.jprisma.gateway.http;

import java.io.InputStream;

/**
 * A large body, of which something smaller is made as it arrives, and its share of the memory: as much as that takes.
 * Of one thread. Reading throws a {@link ProblemException} as for a {@link StreamedBody}, 400 if what is made of it
 * would be too large, and 503 if others take the memory.
 */
public final class ArrivingBody extends InputStream {

    /** More is refused however much there is: it would be most of a daemon's heap. */
    private static final long MOST_KEPT = 128L << 20;

    /** A string is collected as characters of two bytes, and then copied twice. */
    private static final int EXPANSION = 4;

    private static final long STEP = 1 << 20;
    private static final int CHUNK = 8 << 10;

    private final StreamedBody body;
    private final BodyMemory.Share share;
    private final long most;
    private long held;
    private long kept;
    /** Bytes that have come since something was last kept. */
    private long loose;

    ArrivingBody(StreamedBody body, BodyMemory.Share share) {
        this.body = body;
        this.share = share;
        this.held = share.bytes();
        this.most = Math.min(MOST_KEPT, share.most());
    }

    /** Tells that what has come until now takes so many bytes of memory more, about, until the request is answered. */
    public void keep(long bytes) {
        kept += bytes;
        loose = 0;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int read = body.read(target, offset, length);
        loose += Math.max(0, read);
        hold(kept + EXPANSION * loose);
        return read;
    }

    private void hold(long bytes) {
        if (bytes > most) {
            throw BodyProblems.tooLargeToKeep(most);
        }
        if (bytes > held) {
            if (!share.resize(bytes + STEP)) {
                throw BodyProblems.tooManyLarge().exception();
            }
            held = bytes + STEP;
        }
    }

    /** Skips the rest, of which nothing is kept: a client that is still sending would not see the answer. */
    void discard() {
        kept = 0;
        byte[] chunk = new byte[CHUNK];
        while (body.read(chunk, 0, chunk.length) >= 0) {
            // Until its end.
        }
    }

    /** Gives back what is not kept. */
    void settle() {
        share.resize(kept);
    }
}
