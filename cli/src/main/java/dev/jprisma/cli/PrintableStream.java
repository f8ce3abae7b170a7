package dev.jprisma.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** UTF-8 for a terminal: what it would obey is shown instead, but lines and tabs. */
final class PrintableStream extends FilterOutputStream {
    /** The first byte of what stands in UTF-8 for 0x80 to 0xbf, of which 0x80 to 0x9f are control characters. */
    private static final int LATIN_LEAD = 0xc2;

    private static final int LAST_CONTROL = 0x9f;

    private boolean afterLead;

    PrintableStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        int b = value & 0xff;
        if (afterLead) {
            afterLead = false;
            boolean control = b >= 0x80 && b <= LAST_CONTROL;
            if (!control) {
                out.write(LATIN_LEAD);
            }
            writePlain(b, control);
        } else if (b == LATIN_LEAD) {
            afterLead = true;
        } else {
            writePlain(b, b < ' ' && b != '\n' && b != '\t' || b == 0x7f);
        }
    }

    private void writePlain(int b, boolean control) throws IOException {
        if (control) {
            out.write(String.format("\\u%04x", b).getBytes(StandardCharsets.US_ASCII));
        } else {
            out.write(b);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            write(bytes[i]);
        }
    }
}
