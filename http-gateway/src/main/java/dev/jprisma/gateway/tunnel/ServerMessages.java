package dev.jprisma.gateway.tunnel;

import dev.jprisma.postgres.wire.RawConnection;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The messages that a server sends until a session is ready. */
final class ServerMessages {

    private static final int CLEARTEXT_PASSWORD = 3;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] askForPassword() {
        return new ServerMessages().message('R', number(CLEARTEXT_PASSWORD)).bytes();
    }

    /** What the server said from the login on until it was ready. */
    static byte[] greeting(RawConnection connection, int minorVersion) {
        ServerMessages messages = new ServerMessages();
        if (minorVersion > 0) {
            // Only 3.0 is spoken here, and no option of later versions.
            messages.message('v', new byte[8]);
        }
        messages.message('R', number(0));
        connection.parameters().forEach((name, value) -> {
            ByteArrayOutputStream parameter = new ByteArrayOutputStream();
            string(parameter, name);
            string(parameter, value);
            messages.message('S', parameter.toByteArray());
        });
        byte[] key = ByteBuffer.allocate(8)
                .putInt(connection.processId())
                .putInt(connection.secretKey())
                .array();
        return messages.message('K', key).message('Z', new byte[] {'I'}).bytes();
    }

    private ServerMessages message(char type, byte[] body) {
        out.write(type);
        out.writeBytes(number(4 + body.length));
        out.writeBytes(body);
        return this;
    }

    private byte[] bytes() {
        return out.toByteArray();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static void string(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        out.write(0);
    }
}
