package dev.jprisma.postgres.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The bytes of a {@code bytea} from its text: {@code \x} and hexadecimal digits, or the "escape" format, which a
 * session can choose by {@code bytea_output} and in which a backslash never stands before an x.
 */
public final class Bytea extends InputStream {

    private static final int PREFIX = 2;

    private final PushbackInputStream text;
    private final byte[] digits = new byte[4 * 1024];
    private boolean started;
    private boolean hex;

    /** @param text in one of the two formats, in ASCII */
    public Bytea(InputStream text) {
        this.text = new PushbackInputStream(text, PREFIX);
    }

    /** The bytes of a text that is all there. */
    public static byte[] decode(String text) {
        if (text.startsWith("\\x")) {
            return HexFormat.of().parseHex(text, PREFIX, text.length());
        }
        try {
            return new Bytea(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (!started) {
            start();
        }
        return count == 0 ? 0 : hex ? readHex(target, offset, count) : readEscaped(target, offset, count);
    }

    private void start() throws IOException {
        started = true;
        byte[] prefix = text.readNBytes(PREFIX);
        hex = prefix.length == PREFIX && prefix[0] == '\\' && prefix[1] == 'x';
        if (!hex) {
            text.unread(prefix);
        }
    }

    private int readHex(byte[] target, int offset, int count) throws IOException {
        int read = text.readNBytes(digits, 0, 2 * Math.min(count, digits.length / 2)) / 2;
        for (int i = 0; i < read; i++) {
            int high = HexFormat.fromHexDigit(digits[2 * i]);
            target[offset + i] = (byte) (high << 4 | HexFormat.fromHexDigit(digits[2 * i + 1]));
        }
        return read == 0 ? -1 : read;
    }

    private int readEscaped(byte[] target, int offset, int count) throws IOException {
        int read = 0;
        for (int c = text.read(); c >= 0; c = text.read()) {
            target[offset + read++] = (byte) (c == '\\' ? escaped() : c);
            if (read == count) {
                return read;
            }
        }
        return read == 0 ? -1 : read;
    }

    /** A backslash for another one, or three octal digits. */
    private int escaped() throws IOException {
        int first = text.read();
        return first == '\\' ? first : octal(first) << 6 | octal(text.read()) << 3 | octal(text.read());
    }

    private static int octal(int digit) {
        if (digit < '0' || digit > '7') {
            throw new IllegalArgumentException("A backslash of a bytea has no octal digits after it");
        }
        return digit - '0';
    }
}
