package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.io.InputStream;

/** Input that comes in blocks; a single byte is a small one. */
abstract class BlockInput extends InputStream {

    @Override
    public abstract int read(byte[] target, int offset, int count) throws IOException;

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
