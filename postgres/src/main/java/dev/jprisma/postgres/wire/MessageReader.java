package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Reads backend messages. A message of up to {@link #MOST_BUFFERED} bytes is in the buffer as a whole; of a longer one
 * only the head is, and the rest is read, or skipped, where it is wanted: a value of 1 GB needs no memory here.
 */
final class MessageReader {

    static final int MOST_BUFFERED = 1024 * 1024;
    private static final int CAPACITY = 16 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[CAPACITY];
    private int position;
    private int limit;
    /** End of what is buffered of the current message. */
    private int end;
    /** Bytes of the current message beyond {@link #end}. */
    private int tail;

    MessageReader(InputStream in) {
        this.in = in;
    }

    /** Goes to the next message, whatever is left of this one, and returns its type. */
    int next() {
        position = end;
        skipTail(tail);
        require(5);
        int type = buffer[position++];
        int length = takeInt() - 4;
        if (length < 0 || type <= 0) {
            throw new ConnectionLostException("What arrived is not the PostgreSQL protocol.");
        }
        begin(type == 'D' || type == 'd', length);
        return type;
    }

    private void begin(boolean isData, int length) {
        int head = length <= MOST_BUFFERED ? length : isData ? 0 : MOST_BUFFERED;
        require(head);
        end = position + head;
        tail = length - head;
    }

    /** True if the current message is in the buffer as a whole. */
    boolean isBuffered() {
        return tail == 0;
    }

    /** True if nothing has arrived beyond the current message. */
    boolean isDrained() {
        return limit == end && tail == 0;
    }

    byte[] buffer() {
        return buffer;
    }

    int position() {
        return position;
    }

    int end() {
        return end;
    }

    int readByte() {
        return position < end ? buffer[position++] : 0;
    }

    int readShort() {
        check(2);
        int value = (short) (buffer[position] << 8 | buffer[position + 1] & 0xff);
        position += 2;
        return value;
    }

    int readInt() {
        check(4);
        return takeInt();
    }

    /** Text up to a zero byte or the end of what is buffered. */
    String readString() {
        int start = position;
        while (position < end && buffer[position] != 0) {
            position++;
        }
        String text = new String(buffer, start, position - start, StandardCharsets.UTF_8);
        position = Math.min(position + 1, end);
        return text;
    }

    byte[] readBytes() {
        byte[] bytes = new byte[end - position];
        System.arraycopy(buffer, position, bytes, 0, bytes.length);
        position = end;
        return bytes;
    }

    void skip(int count) {
        check(count);
        position += count;
    }

    /** Makes the next bytes of a message that is not buffered readable. */
    void fetch(int count) {
        if (count > tail) {
            throw new ConnectionLostException("A message of the server is shorter than it says.");
        }
        require(count);
        end = position + count;
        tail -= count;
    }

    /** Skips bytes of a message that is not buffered. */
    void skipTail(int count) {
        for (int left = count; left > 0; ) {
            if (position == limit) {
                require(1);
            }
            int step = Math.min(left, limit - position);
            position += step;
            left -= step;
        }
        end = position;
        tail -= count;
    }

    /** Reads bytes of a message that is not buffered; at most as many as it has. */
    int readTail(byte[] target, int offset, int count) {
        int available = limit - position;
        int read = available > 0 ? Math.min(available, count) : readSocket(target, offset, count);
        if (available > 0) {
            System.arraycopy(buffer, position, target, offset, read);
            position += read;
            end = position;
        } else {
            position = limit = end = 0;
        }
        tail -= read;
        return read;
    }

    /** Writes what is left of the current message, of any size. */
    void writeRestTo(OutputStream target) throws IOException {
        target.write(buffer, position, end - position);
        position = end;
        byte[] step = new byte[Math.min(tail, CAPACITY)];
        while (tail > 0) {
            target.write(step, 0, readTail(step, 0, Math.min(tail, step.length)));
        }
    }

    /** Reads bytes beyond the current message, whatever they are; at least one, or -1 at the end of the connection. */
    int readRaw(byte[] target) throws IOException {
        if (limit == end) {
            return in.read(target);
        }
        int count = Math.min(limit - end, target.length);
        System.arraycopy(buffer, end, target, 0, count);
        end += count;
        position = end;
        return count;
    }

    /** Reads what has arrived, without blocking if the channel does not; negative at the end of the connection. */
    int poll(ReadableByteChannel channel) throws IOException {
        trim();
        int read = channel.read(ByteBuffer.wrap(buffer));
        limit = Math.max(0, read);
        return read;
    }

    /** Lets go of a large buffer once nothing is in it. */
    void trim() {
        if (isDrained()) {
            position = limit = end = 0;
            if (buffer.length > 4 * CAPACITY) {
                buffer = new byte[CAPACITY];
            }
        }
    }

    private int takeInt() {
        int value = (buffer[position] & 0xff) << 24
                | (buffer[position + 1] & 0xff) << 16
                | (buffer[position + 2] & 0xff) << 8
                | buffer[position + 3] & 0xff;
        position += 4;
        return value;
    }

    private void check(int count) {
        if (count < 0 || end - position < count) {
            throw new ConnectionLostException("A message of the server is shorter than it says.");
        }
    }

    /** Blocks until that many bytes are buffered from the position on; the caller sets {@link #end} anew. */
    private void require(int count) {
        if (limit - position < count) {
            makeRoom(count);
            while (limit < count) {
                limit += readSocket(buffer, limit, buffer.length - limit);
            }
        }
    }

    private void makeRoom(int count) {
        byte[] target = buffer;
        if (count > buffer.length) {
            target = new byte[Math.max(count, Math.min(2 * buffer.length, MOST_BUFFERED))];
        }
        limit -= position;
        System.arraycopy(buffer, position, target, 0, limit);
        buffer = target;
        position = 0;
    }

    private int readSocket(byte[] target, int offset, int count) {
        try {
            int read = in.read(target, offset, count);
            if (read < 0) {
                throw new ConnectionLostException("The server closed the connection.");
            }
            return read;
        } catch (SocketTimeoutException e) {
            throw new ConnectionLostException("The server did not answer in time.", e);
        } catch (IOException e) {
            throw new ConnectionLostException("The connection to the server is lost: " + e.getMessage(), e);
        }
    }
}
