package dev.jprisma.daemon;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The one message of the Postgres protocol that the daemon says itself. */
final class ErrorResponse {
    private ErrorResponse() {}

    /**
     * An ErrorResponse (protocol 3.0, "Message Formats"): byte {@code E}, length, then fields of a letter and a
     * zero-ended text.
     */
    static byte[] fatal(String sqlState, String message) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        field(fields, 'S', "FATAL");
        field(fields, 'V', "FATAL");
        field(fields, 'C', sqlState);
        field(fields, 'M', message);
        fields.write(0);
        return ByteBuffer.allocate(1 + Integer.BYTES + fields.size())
                .put((byte) 'E')
                .putInt(Integer.BYTES + fields.size())
                .put(fields.toByteArray())
                .array();
    }

    private static void field(ByteArrayOutputStream fields, char type, String value) {
        fields.write(type);
        fields.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        fields.write(0);
    }
}
