package dev.jprisma.gateway.ppg;

import dev.jprisma.gateway.socket.ClientSocket;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame is two text messages: its kind and its content. The frames of a statement are held back while they are small,
 * so that an error comes alone: the driver loses one that comes while it holds rows nobody has asked for yet.
 */
final class SessionFrames implements Frames {

    private static final int HELD_BACK = 64 * 1024;

    private final ClientSocket socket;
    private final List<byte[]> held = new ArrayList<>();
    private int heldBytes;
    private boolean sending;

    SessionFrames(ClientSocket socket) {
        this.socket = socket;
    }

    @Override
    public OutputStream begin(FrameKind kind) {
        message(kind.urn().getBytes(StandardCharsets.UTF_8));
        return new Content();
    }

    @Override
    public boolean takeBack() {
        if (!sending) {
            held.clear();
            heldBytes = 0;
        }
        return !sending;
    }

    /** Sends what is held back; for the end of a statement. */
    void send() {
        held.forEach(message -> socket.send(true, true, true, ByteBuffer.wrap(message)));
        held.clear();
        heldBytes = 0;
    }

    private void message(byte[] message) {
        if (sending) {
            socket.send(true, true, true, ByteBuffer.wrap(message));
        } else {
            held.add(message);
            heldBytes += message.length;
        }
    }

    private final class Content extends OutputStream {

        private ByteArrayOutputStream part = new ByteArrayOutputStream(256);
        private boolean first = true;

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            part.write(bytes, offset, count);
            if (heldBytes + part.size() > HELD_BACK) {
                sending = true;
                SessionFrames.this.send();
                socket.send(true, first, false, ByteBuffer.wrap(part.toByteArray()));
                first = false;
                part.reset();
            }
        }

        @Override
        public void close() {
            if (first) {
                message(part.toByteArray());
            } else {
                socket.send(true, false, true, ByteBuffer.wrap(part.toByteArray()));
            }
        }
    }
}
