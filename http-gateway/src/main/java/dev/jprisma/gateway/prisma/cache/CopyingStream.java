package dev.jprisma.gateway.prisma.cache;

import dev.jprisma.gateway.prisma.value.ValueWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Passes on what is written, and keeps a copy unless that becomes too large. */
public final class CopyingStream extends OutputStream {
    private final OutputStream out;
    private final int limit;
    /** Null once it is too large. */
    private ByteArrayOutputStream copy = new ByteArrayOutputStream();

    private CopyingStream(OutputStream out, int limit) {
        this.out = out;
        this.limit = limit;
    }

    /** Writes data, and returns them once more as JSON text; null if that has more bytes than the limit. */
    public static byte[] write(Consumer<ValueWriter> data, OutputStream out, int limit) {
        CopyingStream copying = new CopyingStream(out, limit);
        ValueWriter writer = new ValueWriter(copying);
        data.accept(writer);
        writer.close();
        return copying.copy == null ? null : copying.copy.toByteArray();
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
