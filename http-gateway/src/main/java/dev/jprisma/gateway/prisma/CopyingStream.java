package dev.jprisma.gateway.prisma;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes on what is written, and keeps a copy of part of it unless that becomes too large. */
final class CopyingStream extends OutputStream {
    private final OutputStream out;
    private final int limit;
    private ByteArrayOutputStream copy;

    CopyingStream(OutputStream out, int limit) {
        this.out = out;
        this.limit = limit;
    }

    /** Copies what is written from now on. */
    void begin() {
        copy = new ByteArrayOutputStream();
    }

    /** Copies no more, and returns what was copied since the beginning; null if it was too large. */
    byte[] end() {
        byte[] copied = copy == null ? null : copy.toByteArray();
        copy = null;
        return copied;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        out.write(bytes, offset, count);
        if (copy == null) {
            return;
        }
        if (copy.size() + (long) count > limit) {
            copy = null;
        } else {
            copy.write(bytes, offset, count);
        }
    }
}
