package dev.jprisma.postgres.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Builds frontend messages in one buffer and sends them in as few writes as possible; a large value is sent from where
 * it is.
 */
final class MessageWriter {

    private static final int CAPACITY = 8 * 1024;
    /** A channel copies what it is given to memory outside of the heap, and keeps that much for its thread. */
    private static final int MOST_AT_ONCE = 64 * 1024;

    private final OutputStream out;
    private byte[] buffer = new byte[CAPACITY];
    private int position;
    private int begin;

    MessageWriter(OutputStream out) {
        this.out = out;
    }

    /** Begins a small message, whose length {@link #end} fills in. */
    MessageWriter begin(char type) {
        return writeByte(type).beginUntyped();
    }

    MessageWriter beginUntyped() {
        begin = position;
        return writeInt(0);
    }

    void end() {
        putInt(begin, position - begin);
    }

    /** Begins a message of known length; it may be larger than any buffer, and needs no {@link #end}. */
    MessageWriter begin(char type, long bodyLength) {
        return writeByte(type).writeInt((int) bodyLength + 4);
    }

    /** A message without a body. */
    void message(char type) {
        writeByte(type).writeInt(4);
    }

    MessageWriter writeByte(int value) {
        reserve(1);
        buffer[position++] = (byte) value;
        return this;
    }

    MessageWriter writeShort(int value) {
        return writeByte(value >> 8).writeByte(value);
    }

    MessageWriter writeInt(int value) {
        reserve(4);
        putInt(position, value);
        position += 4;
        return this;
    }

    /** Text and a zero byte, within a small message. */
    MessageWriter writeString(String text) {
        byte[] bytes = Utf8.encode(text);
        reserve(bytes.length);
        return append(bytes).writeByte(0);
    }

    /** Bytes within a message of known length. */
    MessageWriter writeBytes(byte[] bytes) {
        if (bytes.length <= CAPACITY) {
            reserve(bytes.length);
            return append(bytes);
        }
        flush();
        send(bytes, bytes.length);
        return this;
    }

    /** Bytes of messages that somebody else has built. */
    void writeRaw(byte[] bytes) {
        writeRaw(bytes, bytes.length);
    }

    /** The first bytes of an array, of messages that somebody else has built. */
    void writeRaw(byte[] bytes, int count) {
        flush();
        send(bytes, count);
    }

    /** Bytes within a message of known length, from a stream. */
    void writeStream(InputStream in, int length) {
        flush();
        for (int left = length; left > 0; ) {
            int count = read(in, Math.min(left, buffer.length));
            send(buffer, count);
            left -= count;
        }
    }

    void flush() {
        int count = position;
        position = 0;
        if (count > 0) {
            send(buffer, count);
        }
        if (buffer.length > 8 * CAPACITY) {
            buffer = new byte[CAPACITY];
        }
    }

    private int read(InputStream in, int most) {
        try {
            int count = in.read(buffer, 0, most);
            if (count < 0) {
                throw new EOFException("The value of a parameter ended before its announced length.");
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(byte[] bytes, int count) {
        try {
            for (int sent = 0; sent < count; sent += MOST_AT_ONCE) {
                out.write(bytes, sent, Math.min(MOST_AT_ONCE, count - sent));
            }
        } catch (IOException e) {
            throw new ConnectionLostException("The connection to the server is lost: " + e.getMessage(), e);
        }
    }

    private MessageWriter append(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, position, bytes.length);
        position += bytes.length;
        return this;
    }

    private void reserve(int count) {
        if (buffer.length - position < count) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, position + count));
        }
    }

    private void putInt(int at, int value) {
        buffer[at] = (byte) (value >> 24);
        buffer[at + 1] = (byte) (value >> 16);
        buffer[at + 2] = (byte) (value >> 8);
        buffer[at + 3] = (byte) value;
    }
}
