package dev.jprisma.postgres.script;

import java.io.IOException;
import java.io.InputStream;

/** A window on the bytes of a script: from a mark on, where what is read begins, they stay in memory. */
final class ScriptInput {
    private final InputStream in;
    private byte[] bytes = new byte[64 * 1024];
    private int mark;
    private int position;
    private int limit;
    private boolean ended;
    private long line = 1;

    ScriptInput(InputStream in, long firstLine) {
        this.in = in;
        this.line = firstLine;
    }

    /** The line of the position. */
    long line() {
        return line;
    }

    /** The byte so many beyond the position, 0 to 255; -1 beyond the end. */
    int peek(int ahead) throws IOException {
        while (position + ahead >= limit) {
            if (ended) {
                return -1;
            }
            fill();
        }
        return bytes[position + ahead] & 0xff;
    }

    int peek() throws IOException {
        return position < limit ? bytes[position] & 0xff : peek(0);
    }

    /** Goes beyond the byte at the position, which there must be. */
    void skip() {
        if (bytes[position++] == '\n') {
            line++;
        }
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            skip();
        }
    }

    /** What is before the position is not wanted any more. */
    void mark() {
        mark = position;
    }

    /** Number of bytes from the mark to the position. */
    int marked() {
        return position - mark;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the mark is in {@link #bytes}. */
    int markOffset() {
        return mark;
    }

    /** Takes bytes from the position on, as many as {@link #buffered} says at most. */
    void take(byte[] target, int offset, int count) {
        System.arraycopy(bytes, position, target, offset, count);
        for (int i = position; i < position + count; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        position += count;
        mark = position;
    }

    /** Number of bytes from the position on that need no reading. */
    int buffered() {
        return limit - position;
    }

    /** Offset from the position of the next newline among what is buffered; -1 if there is none. */
    int newline(int from) {
        for (int i = position + from; i < limit; i++) {
            if (bytes[i] == '\n') {
                return i - position;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        if (mark > 0) {
            System.arraycopy(bytes, mark, bytes, 0, limit - mark);
            position -= mark;
            limit -= mark;
            mark = 0;
        }
        if (limit == bytes.length) {
            bytes = grown();
        }
        int read = in.read(bytes, limit, bytes.length - limit);
        if (read < 0) {
            ended = true;
        } else {
            limit += read;
        }
    }

    private byte[] grown() {
        // The server reads no message of 1 GiB or more.
        if (bytes.length >= 1 << 30) {
            throw new ScriptException(line, "a statement is longer than 1 GB, which PostgreSQL does not read");
        }
        byte[] larger = new byte[bytes.length * 2];
        System.arraycopy(bytes, 0, larger, 0, limit);
        return larger;
    }
}
