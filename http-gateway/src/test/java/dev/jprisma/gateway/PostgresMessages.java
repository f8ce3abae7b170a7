package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** PostgreSQL's protocol as a client of the tunnel speaks it. */
final class PostgresMessages {

    private PostgresMessages() {}

    static byte[] startup(String... parameters) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 3, 0, 0});
        for (String word : parameters) {
            body.writeBytes(word.getBytes(StandardCharsets.UTF_8));
            body.write(0);
        }
        body.write(0);
        return join(number(body.size() + 4), body.toByteArray());
    }

    static byte[] message(char type, String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
        return join(new byte[] {(byte) type}, number(bytes.length + 4), bytes);
    }

    static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** Reads messages up to the one of that type, and returns the bytes of all of them; fails at the end before. */
    static String readUntil(RawWebSocket socket, char type, StringBuilder rest) throws IOException {
        StringBuilder read = new StringBuilder();
        while (true) {
            while (rest.length() < 5 || rest.length() < length(rest)) {
                RawWebSocket.Frame frame = socket.read();
                assertThat(frame.opcode()).as(read + "" + rest).isEqualTo(RawWebSocket.BINARY);
                rest.append(new String(frame.bytes(), StandardCharsets.ISO_8859_1));
            }
            int length = length(rest);
            read.append(rest, 0, length);
            boolean found = rest.charAt(0) == type;
            rest.delete(0, length);
            if (found) {
                return read.toString();
            }
        }
    }

    private static int length(StringBuilder bytes) {
        return 1
                + ByteBuffer.wrap(bytes.substring(1, 5).getBytes(StandardCharsets.ISO_8859_1))
                        .getInt();
    }
}
