package dev.jprisma.gateway.prisma.limit;

import java.io.IOException;
import java.io.OutputStream;

/** Passes on what is written until it becomes too large. */
final class LimitedStream extends OutputStream {
    private final OutputStream out;
    private final int limit;
    private final LimitErrors errors;
    private long written;

    LimitedStream(OutputStream out, int limit, LimitErrors errors) {
        this.out = out;
        this.limit = limit;
        this.errors = errors;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /** @throws dev.jprisma.gateway.prisma.error.PrismaError P6009 */
    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        written += count;
        if (written > limit) {
            throw errors.tooLarge(limit);
        }
        out.write(bytes, offset, count);
    }
}
