package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.io.OutputStream;

/** Output that goes in blocks; a single byte is a small one. */
abstract class BlockOutput extends OutputStream {

    @Override
    public abstract void write(byte[] bytes, int offset, int count) throws IOException;

    @Override
    public final void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }
}
