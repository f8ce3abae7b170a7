package dev.jprisma.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * The head of a request that Jetty has parsed and the checks before the routes have let through, all bytes of it, so
 * that the same bytes need neither again: they mean the same. Only the number behind {@code Content-Length} may differ.
 *
 * @param beforeLength the bytes up to that number
 * @param afterLength and those behind it
 * @param route what answers it
 * @param instance whom it is for
 * @param path of its URI
 * @param headers it has
 * @param answerHeaders what the checks gave the answer, as they go over the wire
 */
record RepeatedHead(
        ByteBuffer beforeLength,
        ByteBuffer afterLength,
        CoreRoute route,
        InstanceRoute instance,
        String path,
        HttpFields headers,
        byte[] answerHeaders) {

    private static final int MOST_BYTES = 4096;
    private static final String END = "\r\n\r\n";
    private static final String LENGTH = "\r\ncontent-length:";
    private static final int MOST_DIGITS = 5;
    private static final long LONGEST_BODY = 99_999;

    /**
     * The head as it may be repeated; null if it is one that may not: what says anything of its body but the length, or
     * of the connection, or has a session of its own.
     *
     * @param bytes a request, from its first byte to its last one
     * @param request how Jetty has read these
     */
    static RepeatedHead of(String bytes, Request request, Response response, CoreRoute route) {
        int end = bytes.indexOf(END) + END.length();
        String head = bytes.substring(0, end);
        long length = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        boolean repeatable = head.length() <= MOST_BYTES
                && length > 0
                && length <= LONGEST_BODY
                && isPlain(head)
                && isPlain(request)
                && bytes.length() == end + length
                && InstanceRoute.sessionOf(request) == null;
        String lowerCase = head.toLowerCase(Locale.ROOT);
        int name = lowerCase.indexOf(LENGTH);
        if (!repeatable || name < 0 || name != lowerCase.lastIndexOf(LENGTH)) {
            return null;
        }
        String digits = Long.toString(length);
        int number = head.indexOf(digits, name + LENGTH.length());
        int afterNumber = number + digits.length();
        if (number < 0
                || !head.substring(name + LENGTH.length(), number).isBlank()
                || !head.startsWith("\r\n", afterNumber)) {
            return null;
        }
        return new RepeatedHead(
                buffer(head.substring(0, number)),
                buffer(head.substring(afterNumber)),
                route,
                InstanceRoute.of(request),
                request.getHttpURI().getPath(),
                HttpFields.build(request.getHeaders()).remove(HttpHeader.CONTENT_LENGTH),
                wire(response.getHeaders()));
    }

    /** Each line ends as lines of HTTP do: its first empty line is its end for anybody who reads it. */
    private static boolean isPlain(String head) {
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            boolean ends = c == '\r' && head.startsWith("\r\n", i);
            if (ends) {
                i++;
            } else if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(Request request) {
        HttpFields headers = request.getHeaders();
        List<String> connection = headers.getValuesList(HttpHeader.CONNECTION);
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
                && request.getHttpURI().getQuery() == null
                && headers.getValuesList(HttpHeader.CONTENT_LENGTH).size() == 1
                && (connection.isEmpty() || connection.size() == 1 && "keep-alive".equalsIgnoreCase(connection.get(0)))
                && !headers.contains(HttpHeader.TRANSFER_ENCODING)
                && !headers.contains(HttpHeader.TRAILER)
                && !headers.contains(HttpHeader.EXPECT)
                && !headers.contains(HttpHeader.UPGRADE);
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** All but the date, which is not the same for long. */
    private static byte[] wire(HttpFields fields) {
        int most = 0;
        for (HttpField field : fields) {
            most += 2 * (field.getName().length() + field.getValue().length()) + END.length();
        }
        ByteBuffer wire = ByteBuffer.allocate(most);
        for (HttpField field : fields) {
            if (field.getHeader() != HttpHeader.DATE) {
                HttpGenerator.putTo(field, wire);
            }
        }
        byte[] bytes = new byte[wire.position()];
        wire.flip().get(bytes);
        return bytes;
    }

    /** How many bytes of body stand behind this head in a buffer that holds it, its body and no more; else -1. */
    int bodyLength(ByteBuffer request) {
        int digits = request.position() + beforeLength.remaining();
        if (!isAt(request, request.position(), beforeLength)) {
            return -1;
        }
        int length = 0;
        int end = digits;
        while (end < request.limit() && end - digits < MOST_DIGITS && isDigit(request.get(end))) {
            length = 10 * length + request.get(end) - '0';
            end++;
        }
        boolean isNumber = end > digits && request.get(digits) != '0';
        boolean whole = request.limit() == end + afterLength.remaining() + length;
        return isNumber && whole && isAt(request, end, afterLength) ? length : -1;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAt(ByteBuffer request, int start, ByteBuffer bytes) {
        return request.limit() - start >= bytes.remaining()
                && request.slice(start, bytes.remaining()).equals(bytes);
    }
}
