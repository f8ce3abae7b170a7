package dev.jprisma.gateway.prisma;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Holds the beginning of an answer back, so that an error can still replace it; what is longer than that goes out as it
 * is written.
 */
final class AnswerBuffer extends OutputStream {
    /** Where a destination comes from once there is something to send. */
    interface Destination {
        OutputStream open() throws IOException;
    }

    static final int HELD_BACK = 256 << 10;

    private final Destination destination;
    private byte[] buffer = new byte[1024];
    private int length;
    private OutputStream out;

    AnswerBuffer(Destination destination) {
        this.destination = destination;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (out == null && length + count > HELD_BACK) {
            out = destination.open();
            out.write(buffer, 0, length);
            length = 0;
            buffer = null;
        }
        if (out != null) {
            out.write(bytes, offset, count);
            return;
        }
        if (length + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(length + count, Math.min(2 * buffer.length, HELD_BACK)));
        }
        System.arraycopy(bytes, offset, buffer, length, count);
        length += count;
    }

    /** True once something has gone out. */
    boolean isSent() {
        return out != null;
    }

    /** The whole answer, as long as nothing has gone out. */
    byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }
}
