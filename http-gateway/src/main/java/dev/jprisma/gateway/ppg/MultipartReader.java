package dev.jprisma.gateway.ppg;

import dev.jprisma.gateway.http.Problem;
import dev.jprisma.gateway.http.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;

/**
 * Reads {@code multipart/form-data} (RFC 7578) part by part as it arrives, in one small buffer: a part's bytes are
 * whatever stands before the next boundary, without limit. What is malformed is a {@link ProblemException} of 400.
 */
final class MultipartReader {

    private static final int CAPACITY = 16 * 1024;
    private static final int MOST_HEADERS = 4 * 1024;
    private static final int LONGEST_BOUNDARY = 200;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[CAPACITY];
    private int position;
    private int limit;
    private boolean started;

    /** @param contentType of the whole, with the boundary */
    MultipartReader(InputStream in, String contentType) {
        this.in = in;
        Map<String, String> parameters = new HashMap<>();
        HttpField.getValueParameters(contentType, parameters);
        String boundary = parameters.get("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw malformed("its Content-Type has no boundary of 1 to " + LONGEST_BOUNDARY + " characters");
        }
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Goes to the next part, whatever is left of this one, and returns its name, empty if it has none; null after the
     * last part.
     */
    String nextPart() {
        if (started) {
            skipPart();
            position += delimiter.length;
        } else {
            begin();
        }
        require(2);
        boolean last = buffer[position] == '-' && buffer[position + 1] == '-';
        if (last) {
            position += 2;
            return null;
        }
        return name(headers());
    }

    /** Reads bytes of the current part; -1 at its end. */
    int read(byte[] target, int offset, int count) {
        int available = available();
        int read = Math.min(available, count);
        System.arraycopy(buffer, position, target, offset, read);
        position += read;
        return read == 0 ? -1 : read;
    }

    /** Reads to the end of the body, behind the last part. */
    void finish() {
        while (nextPart() != null) {}
        while (fill() >= 0) {
            position = limit;
        }
    }

    /** The first delimiter has no line end of its own before it. */
    private void begin() {
        started = true;
        require(delimiter.length - 2);
        for (int i = 2; i < delimiter.length; i++) {
            if (buffer[position++] != delimiter[i]) {
                throw malformed("it does not begin with its boundary");
            }
        }
    }

    private void skipPart() {
        for (int available = available(); available > 0; available = available()) {
            position += available;
        }
    }

    /** How many bytes of the part are known to be in the buffer; 0 only if the delimiter is next. */
    private int available() {
        int at = position;
        while (at < limit && buffer[at] != '\r') {
            at++;
        }
        if (at > position) {
            return at - position;
        }
        require(delimiter.length);
        return isDelimiter(position) ? 0 : 1;
    }

    private boolean isDelimiter(int at) {
        for (int i = 0; i < delimiter.length; i++) {
            if (buffer[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        int left = MOST_HEADERS;
        readLine(left);
        for (String line = readLine(left); !line.isEmpty(); line = readLine(left)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw malformed("a header of a part has no colon");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
            left -= line.length() + 2;
        }
        return headers;
    }

    private String readLine(int most) {
        StringBuilder line = new StringBuilder();
        while (true) {
            require(1);
            char c = (char) (buffer[position++] & 0xff);
            if (c == '\n' && line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
                line.setLength(line.length() - 1);
                return line.toString();
            }
            if (line.length() >= most) {
                throw malformed("the headers of a part are longer than " + MOST_HEADERS + " bytes");
            }
            line.append(c);
        }
    }

    private static String name(Map<String, String> headers) {
        Map<String, String> parameters = new HashMap<>();
        HttpField.getValueParameters(headers.getOrDefault("content-disposition", ""), parameters);
        return parameters.getOrDefault("name", "");
    }

    private void require(int count) {
        while (limit - position < count) {
            if (fill() < 0) {
                throw malformed("it ends before its last boundary");
            }
        }
    }

    private int fill() {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        try {
            int read = in.read(buffer, limit, buffer.length - limit);
            limit += Math.max(0, read);
            return read;
        } catch (IOException e) {
            throw malformed("it ends early: " + e.getMessage());
        }
    }

    static ProblemException malformed(String why) {
        return new Problem(400, "BAD_REQUEST", "The multipart body is malformed: " + why + ".").exception();
    }
}
