package dev.jprisma.postgres.script;

import java.io.IOException;
import java.io.InputStream;

/** Lines up to one of {@code \.} alone, which is skipped, or to the end of the script. */
final class CopyData extends InputStream {
    private final ScriptInput in;
    /** Bytes from the position on that are known to be data. */
    private int known;

    private boolean atLineStart = true;
    private boolean ended;

    CopyData(ScriptInput in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (known == 0 && !ended) {
            look();
        }
        if (known == 0) {
            return -1;
        }
        int read = Math.min(known, count);
        in.take(target, offset, read);
        known -= read;
        return read;
    }

    void skipAll() throws IOException {
        byte[] rest = new byte[16 * 1024];
        while (read(rest, 0, rest.length) >= 0) {}
    }

    /** Goes by whole lines through what is buffered. */
    private void look() throws IOException {
        if (in.peek() == -1 || atLineStart && skipEnd()) {
            ended = true;
            return;
        }
        int buffered = in.buffered();
        while (known < buffered) {
            if (atLineStart && known > 0 && in.peek(known) == '\\') {
                return; // the end, or not: with more behind it one sees
            }
            int newline = in.newline(known);
            atLineStart = newline >= 0;
            known = atLineStart ? newline + 1 : buffered;
        }
    }

    private boolean skipEnd() throws IOException {
        if (in.peek(0) != '\\' || in.peek(1) != '.') {
            return false;
        }
        int length = in.peek(2) == '\r' ? 3 : 2;
        int next = in.peek(length);
        if (next != '\n' && next != -1) {
            return false;
        }
        in.skip(next == -1 ? length : length + 1);
        in.mark();
        return true;
    }
}
