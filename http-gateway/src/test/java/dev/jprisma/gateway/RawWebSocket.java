package dev.jprisma.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that sends exactly the frames it is told to (RFC 6455, section 5.2). */
final class RawWebSocket implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    static final String HANDSHAKE = "Upgrade: websocket\nConnection: Upgrade\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13\n";
    static final String PRISMA = "Sec-WebSocket-Protocol: prisma-postgres-1.0\n";

    /** @param opcode -1 at the end of the connection */
    record Frame(int opcode, boolean last, byte[] bytes) {

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** Of a close frame. */
        int code() {
            return opcode == CLOSE && bytes.length >= 2 ? ByteBuffer.wrap(bytes).getShort() : -1;
        }
    }

    private final RawClient client;
    private final RawClient.Response handshake;

    RawWebSocket(int port, String path, String headers) throws IOException {
        client = new RawClient(port);
        client.send("GET " + path + " HTTP/1.1\nHost: localhost:PORT\n" + HANDSHAKE + headers + "\n");
        handshake = client.readHead();
    }

    RawClient.Response handshake() {
        return handshake;
    }

    RawClient client() {
        return client;
    }

    void text(String text) throws IOException {
        send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    void binary(byte[] bytes) throws IOException {
        send(BINARY, true, bytes);
    }

    /** Masked with zeroes, which is masked. */
    void send(int opcode, boolean last, byte[] bytes) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(bytes.length + 14);
        frame.write((last ? 0x80 : 0) | opcode);
        if (bytes.length < 126) {
            frame.write(0x80 | bytes.length);
        } else {
            frame.write(0x80 | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(bytes.length).array());
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(bytes);
        client.sendBytes(frame.toByteArray());
    }

    Frame read() throws IOException {
        byte[] head = client.readBytes(2);
        if (head.length < 2) {
            return new Frame(-1, true, head);
        }
        long length = head[1] & 0x7f;
        if (length == 126) {
            length = ByteBuffer.wrap(client.readBytes(2)).getShort() & 0xffff;
        } else if (length == 127) {
            length = ByteBuffer.wrap(client.readBytes(8)).getLong();
        }
        return new Frame(head[0] & 0x0f, head[0] < 0, client.readBytes((int) length));
    }

    /** Reads a message, which must be text and may be fragmented. */
    String readText() throws IOException {
        StringBuilder text = new StringBuilder();
        Frame frame = read();
        if (frame.opcode() != TEXT) {
            throw new IOException("Not text but " + frame.opcode() + ": " + frame.text());
        }
        while (true) {
            text.append(frame.text());
            if (frame.last()) {
                return text.toString();
            }
            frame = read();
        }
    }

    /** Reads on to the close frame and returns its code; -1 if the connection ends without one. */
    int awaitClose() throws IOException {
        Frame frame = read();
        while (frame.opcode() != CLOSE && frame.opcode() >= 0) {
            frame = read();
        }
        return frame.code();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
