package dev.jprisma.transfer.query;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** What a person types, line by line, each asked for when there is nothing left to read. */
final class PromptedInput extends FilterInputStream {
    private final PrintStream out;
    private String prompt;
    private String next;

    PromptedInput(InputStream in, PrintStream out) {
        super(in);
        this.out = out;
    }

    /**
     * What stands before the next line, and before those after it as long as they only go on with it.
     *
     * @param first such as {@code shop=> }
     */
    void expect(String first, String further) {
        prompt = first;
        next = further;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        out.print(prompt);
        out.flush();
        int read = in.read(target, offset, count);
        if (read < 0) {
            // Ctrl-D leaves the cursor behind the prompt.
            out.println();
        } else if (!new String(target, offset, read, ISO_8859_1).isBlank()) {
            prompt = next;
        }
        return read;
    }
}
