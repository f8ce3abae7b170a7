package dev.jprisma.postgres.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a client says first ("Message Formats": StartupMessage, CancelRequest, SSLRequest, GSSENCRequest).
 *
 * @param code the version of the protocol, or that of another request
 * @param body what follows the code; not copied
 */
public record StartupMessage(int code, byte[] body) {
    public static final int CANCEL_REQUEST = 80877102;
    public static final int SSL_REQUEST = 80877103;
    public static final int GSS_ENCRYPTION_REQUEST = 80877104;

    /** Length and code. */
    public static final int HEAD_BYTES = 8;

    private static final int CANCEL_KEY_BYTES = 8;
    /** As in the server. */
    private static final int LONGEST_BYTES = 10_000;

    /** Whether a message can be that long, its head included; what says otherwise speaks another protocol. */
    public static boolean isLength(int length) {
        return length >= HEAD_BYTES && length <= LONGEST_BYTES;
    }

    public boolean isEncryptionRequest() {
        return code == SSL_REQUEST || code == GSS_ENCRYPTION_REQUEST;
    }

    public boolean isCancelRequest() {
        return code == CANCEL_REQUEST && body.length == CANCEL_KEY_BYTES;
    }

    public boolean isProtocol3() {
        return code >>> 16 == 3;
    }

    public int minorVersion() {
        return code & 0xffff;
    }

    /** Of a login: {@code user}, {@code database} and settings. */
    public Map<String, String> parameters() {
        String[] words = new String(body, StandardCharsets.UTF_8).split("\0", -1);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i + 1 < words.length && !words[i].isEmpty(); i += 2) {
            parameters.put(words[i], words[i + 1]);
        }
        return parameters;
    }

    /** As it is sent. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(HEAD_BYTES + body.length)
                .putInt(HEAD_BYTES + body.length)
                .putInt(code)
                .put(body)
                .array();
    }
}
