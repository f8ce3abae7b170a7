package dev.jprisma.gateway.ppg;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/** The bytes of a {@code bytea} from its text, {@code \x} and hexadecimal digits. */
final class HexStream extends InputStream {

    private final InputStream text;
    private final byte[] digits = new byte[4 * 1024];
    private boolean started;

    HexStream(InputStream text) {
        this.text = text;
    }

    /** @param length of the text */
    static int decodedLength(int length) {
        return length / 2 - 1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (!started) {
            started = true;
            text.readNBytes(2);
        }
        int wanted = Math.min(count, digits.length / 2);
        int read = text.readNBytes(digits, 0, 2 * wanted) / 2;
        for (int i = 0; i < read; i++) {
            int high = HexFormat.fromHexDigit(digits[2 * i]);
            target[offset + i] = (byte) (high << 4 | HexFormat.fromHexDigit(digits[2 * i + 1]));
        }
        return read == 0 && wanted > 0 ? -1 : read;
    }
}
