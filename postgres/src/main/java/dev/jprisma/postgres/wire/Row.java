package dev.jprisma.postgres.wire;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One row, read in place; valid until the receiver returns.
 *
 * <p>A row of up to 1 MiB is in memory: its values can be read in any order and straight from {@link #buffer}. A larger
 * one {@link #isStreamed}: its values are read from the connection, so each once and in the order of the columns; those
 * left out are skipped.
 */
public final class Row {

    private final MessageReader in;
    private int size;
    private int[] offsets = new int[16];
    private int[] lengths = new int[16];
    private boolean streamed;
    /** Of a streamed row: the first column not reached yet, and what is left of the value before it. */
    private int reached;

    private int left;

    Row(MessageReader in) {
        this.in = in;
    }

    /** Number of columns. */
    public int size() {
        return size;
    }

    public boolean isStreamed() {
        return streamed;
    }

    public boolean isNull(int column) {
        return length(column) < 0;
    }

    /** Bytes of the value, -1 if it is NULL. */
    public int length(int column) {
        return streamed ? reach(column) : lengths[column];
    }

    /** The array that holds a row which is not streamed; not to be kept or changed. */
    public byte[] buffer() {
        requireBuffered();
        return in.buffer();
    }

    /** Where a value which is not NULL begins in {@link #buffer}. */
    public int offset(int column) {
        requireBuffered();
        return offsets[column];
    }

    /** The value as text, or null. */
    public String text(int column) {
        int length = length(column);
        if (length < 0) {
            return null;
        }
        return streamed
                ? new String(bytes(column), StandardCharsets.UTF_8)
                : new String(in.buffer(), offsets[column], length, StandardCharsets.UTF_8);
    }

    /** A copy of the value's bytes, or null. */
    public byte[] bytes(int column) {
        int length = length(column);
        if (length < 0) {
            return null;
        }
        if (!streamed) {
            return Arrays.copyOfRange(in.buffer(), offsets[column], offsets[column] + length);
        }
        byte[] value = new byte[length];
        for (int read = 0; read < length; ) {
            read += readLeft(value, read, length - read);
        }
        return value;
    }

    /** The value's bytes as a stream, or null; this is how a value of any size is read in little memory. */
    public InputStream stream(int column) {
        int length = length(column);
        if (length < 0) {
            return null;
        }
        return streamed ? new Value() : new ByteArrayInputStream(in.buffer(), offsets[column], length);
    }

    void read() {
        streamed = !in.isBuffered();
        left = 0;
        reached = 0;
        if (streamed) {
            in.fetch(2);
        }
        size = in.readShort() & 0xffff;
        if (!streamed) {
            index();
        }
    }

    private void index() {
        if (size > offsets.length) {
            offsets = new int[size];
            lengths = new int[size];
        }
        for (int i = 0; i < size; i++) {
            int length = in.readInt();
            lengths[i] = length;
            offsets[i] = in.position();
            in.skip(Math.max(0, length));
        }
    }

    /** Reads on to the value of that column and returns its length. */
    private int reach(int column) {
        if (column >= size || column < reached - 1) {
            throw new IllegalStateException("Values of a row of more than 1 MiB are read in order: column " + column
                    + " of " + size + " was asked for after column " + (reached - 1) + ".");
        }
        while (reached <= column) {
            in.skipTail(left);
            in.fetch(4);
            lengths[0] = in.readInt();
            left = Math.max(0, lengths[0]);
            reached++;
        }
        return lengths[0];
    }

    private int readLeft(byte[] target, int offset, int count) {
        int read = in.readTail(target, offset, Math.min(count, left));
        left -= read;
        return read;
    }

    private void requireBuffered() {
        if (streamed) {
            throw new IllegalStateException("A row of more than 1 MiB has no buffer; use stream().");
        }
    }

    private final class Value extends InputStream {

        private final int column = reached;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            if (column != reached) {
                throw new IllegalStateException("A later value of this row has been read already.");
            }
            if (count == 0) {
                return 0;
            }
            return left == 0 ? -1 : readLeft(target, offset, count);
        }

        @Override
        public int available() {
            return column == reached ? left : 0;
        }
    }
}
