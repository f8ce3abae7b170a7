package dev.jprisma.gateway.tunnel;

import dev.jprisma.gateway.socket.ClientSocket;
import dev.jprisma.gateway.socket.Message;
import dev.jprisma.gateway.socket.SocketClosedException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.websocket.core.CloseStatus;

/** What a client sends, as a stream of bytes. */
final class ClientBytes {

    private final ClientSocket socket;
    private byte[] bytes = new byte[0];
    private int position;

    ClientBytes(ClientSocket socket) {
        this.socket = socket;
    }

    int readInt() {
        return ByteBuffer.wrap(read(4)).getInt();
    }

    /** Exactly that many bytes. */
    byte[] read(int count) {
        byte[] result = new byte[count];
        for (int read = 0; read < count; ) {
            if (position == bytes.length) {
                next(socket.receive());
            }
            int step = Math.min(count - read, bytes.length - position);
            System.arraycopy(bytes, position, result, read, step);
            position += step;
            read += step;
        }
        return result;
    }

    /** Whatever comes next; null at the end. */
    byte[] readSome() {
        if (position == bytes.length) {
            Message message = socket.receive();
            if (message == null) {
                return null;
            }
            next(message);
        }
        byte[] rest = position == 0 ? bytes : Arrays.copyOfRange(bytes, position, bytes.length);
        position = bytes.length;
        return rest;
    }

    private void next(Message message) {
        if (message == null) {
            throw SocketClosedException.byClient();
        }
        if (message.text()) {
            throw new SocketClosedException(CloseStatus.BAD_DATA, "PostgreSQL's protocol goes in binary messages.");
        }
        bytes = message.bytes();
        position = 0;
    }
}
