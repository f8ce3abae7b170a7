package dev.jprisma.postgres.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a script as {@code psql -f} does, part by part: statements end at a semicolon that is in no quotes, comment,
 * parentheses or {@code BEGIN ATOMIC} body; a backslash outside of quotes begins a line for {@code psql}; data follow a
 * {@code COPY ... FROM STDIN}. Comments and semicolons between statements are left out. Takes memory for the longest
 * statement, and none that grows for data.
 *
 * <p>Of one thread. All throws {@link ScriptException} for what cannot be a script.
 */
public final class ScriptReader implements Closeable {
    private final InputStream stream;
    private final ScriptInput in;
    private Charset charset = UTF_8;
    private boolean standardStrings = true;
    private boolean begun;
    private CopyData data;
    /** Where the statement stands that is being read. */
    private int parentheses;

    private int blocks;
    private boolean isRoutine;
    private boolean takesData;
    private String previousWord;
    private List<String> words;

    /** @param in is closed with the reader */
    public ScriptReader(InputStream in) {
        this(in, 1);
    }

    /** @param firstLine which line of a file the first one is, where this is a part of it */
    public ScriptReader(InputStream in, long firstLine) {
        this.stream = in;
        this.in = new ScriptInput(in, firstLine);
    }

    /**
     * What bytes mean from here on, UTF-8 in the beginning. In it no byte below 128 may be part of another character,
     * as in Shift JIS.
     */
    public void setCharset(Charset charset) {
        this.charset = charset;
    }

    /** Whether a backslash means itself in {@code '...'} from here on: the server's standard_conforming_strings. */
    public void setStandardConformingStrings(boolean standard) {
        this.standardStrings = standard;
    }

    /** The line that is read at the moment, from 1. */
    public long line() {
        return in.line();
    }

    /** The next part, or null at the end. Data of a COPY that were not read are skipped. */
    public ScriptPart next() throws IOException {
        if (!begun) {
            begun = true;
            skipByteOrderMark();
        }
        if (data != null) {
            data.skipAll();
            data = null;
        }
        skipBetween();
        in.mark();
        return switch (in.peek()) {
            case -1 -> null;
            case '\\' -> metaCommand();
            default -> statement();
        };
    }

    /**
     * The data that follow the COPY which {@link #next} has just returned, up to the line {@code \.} and without it.
     * Valid until the next part is asked for; need not be read or closed.
     */
    public InputStream copyData() {
        if (data == null) {
            throw new IllegalStateException("No COPY has just been read.");
        }
        return data;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private void skipByteOrderMark() throws IOException {
        int first = in.peek(0);
        int second = in.peek(1);
        if (first == 0xef && second == 0xbb && in.peek(2) == 0xbf) {
            in.skip(3);
        } else if (first == 0xfe && second == 0xff || first == 0xff && second == 0xfe) {
            throw new ScriptException(in.line(), "this is UTF-16: convert it to UTF-8 (iconv -f UTF-16 -t UTF-8)");
        }
    }

    private void skipBetween() throws IOException {
        while (true) {
            int next = in.peek();
            if (isSpace(next) || next == ';') {
                in.skip();
            } else if (!skipComment()) {
                return;
            }
            in.mark();
        }
    }

    private MetaCommand metaCommand() throws IOException {
        long line = in.line();
        while (in.peek() != '\n' && in.peek() != -1) {
            in.skip();
        }
        String text = text(1, line).strip();
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return new MetaCommand(text.substring(0, end), text.substring(end).strip(), line);
    }

    private ScriptStatement statement() throws IOException {
        long line = in.line();
        parentheses = 0;
        blocks = 0;
        isRoutine = false;
        takesData = false;
        previousWord = "";
        words = new ArrayList<>(4);
        boolean ended = false;
        // A string goes on where another follows it behind the end of a line: it is of the same kind.
        boolean afterEscapes = false;
        boolean newLine = false;
        while (!ended) {
            int next = in.peek();
            if (isSpace(next)) {
                newLine |= next == '\n' || next == '\r';
                in.skip();
                continue;
            }
            if (skipComment()) {
                continue;
            }
            boolean goesOn = afterEscapes && newLine && next == '\'';
            afterEscapes = false;
            newLine = false;
            if (isWordStart(next)) {
                afterEscapes = word();
                continue;
            }
            switch (next) {
                case -1 -> ended = true;
                case ';' -> ended = parentheses == 0 && blocks == 0;
                case '\'' -> {
                    afterEscapes = goesOn || !standardStrings;
                    quoted('\'', afterEscapes);
                    continue;
                }
                case '"' -> {
                    quoted('"', false);
                    previousWord = "";
                    continue;
                }
                case '$' -> {
                    dollarQuoted();
                    continue;
                }
                case '(' -> parentheses++;
                case ')' -> parentheses = Math.max(0, parentheses - 1);
                case '\\' ->
                    throw new ScriptException(
                            in.line(), "a backslash within a statement is a command of psql's: run it with psql");
                case 0 -> throw new ScriptException(in.line(), "this is no text: it has a zero byte");
                default -> {}
            }
            if (!ended) {
                in.skip();
                previousWord = "";
            }
        }
        String sql = text(0, line).stripTrailing();
        if (in.peek() == ';') {
            in.skip();
        }
        in.mark();
        if (takesData) {
            skipRestOfLine();
            data = new CopyData(in);
        }
        return new ScriptStatement(sql, line, List.copyOf(words), takesData);
    }

    /** Data begin on the next line. */
    private void skipRestOfLine() throws IOException {
        int next = in.peek();
        while (next != '\n' && next != -1) {
            if (!isSpace(next)) {
                throw new ScriptException(in.line(), "the data of a COPY begin on the line behind it");
            }
            in.skip();
            next = in.peek();
        }
        if (next == '\n') {
            in.skip();
        }
        in.mark();
    }

    /** Reads a word, and a string that it is the prefix of; whether that is one with escapes. */
    private boolean word() throws IOException {
        int length = 1;
        while (isWordPart(in.peek(length))) {
            length++;
        }
        if (in.peek(length) == '\'' && length == 1) {
            int prefix = in.peek() | 0x20;
            in.skip();
            boolean escapes = prefix == 'e' || !standardStrings && prefix == 'n';
            quoted('\'', escapes);
            return escapes;
        }
        // No word that matters is longer.
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(length, 32); i++) {
            text.append((char) in.peek(i));
        }
        in.skip(length);
        see(text.toString().toUpperCase(Locale.ROOT));
        return false;
    }

    private void see(String word) {
        if (words.size() < ScriptStatement.MOST_WORDS) {
            words.add(word);
            isRoutine |= word.equals("FUNCTION") || word.equals("PROCEDURE");
        }
        if (parentheses == 0) {
            if (isRoutine && words.get(0).equals("CREATE")) {
                countBlocks(word);
            }
            takesData |= word.equals("STDIN")
                    && previousWord.equals("FROM")
                    && words.get(0).equals("COPY");
        }
        previousWord = word;
    }

    private void countBlocks(String word) {
        switch (word) {
            case "ATOMIC" -> blocks += previousWord.equals("BEGIN") ? 1 : 0;
            // Within a body only: CASE ends with END as well.
            case "CASE" -> blocks += blocks > 0 ? 1 : 0;
            case "END" -> blocks -= blocks > 0 ? 1 : 0;
            default -> {}
        }
    }

    /** Reads from a quote to the one that ends it; a doubled one begins another, which comes to the same. */
    private void quoted(char quote, boolean escapes) throws IOException {
        long begin = in.line();
        in.skip();
        while (true) {
            int next = in.peek();
            if (next == -1) {
                throw new ScriptException(
                        begin, quote == '"' ? "this quoted name does not end" : "this string does not end");
            }
            in.skip();
            if (next == quote) {
                if (in.peek() != quote) {
                    return;
                }
                in.skip();
            } else if (escapes && next == '\\' && in.peek() != -1) {
                in.skip();
            }
        }
    }

    private void dollarQuoted() throws IOException {
        long begin = in.line();
        int length = 1;
        if (isWordStart(in.peek(1))) {
            while (isWordPart(in.peek(length)) && in.peek(length) != '$') {
                length++;
            }
        }
        if (in.peek(length) != '$') {
            in.skip(); // a parameter, or nothing that we know
            previousWord = "";
            return;
        }
        byte[] tag = new byte[length + 1];
        for (int i = 0; i < tag.length; i++) {
            tag[i] = (byte) in.peek();
            in.skip();
        }
        while (!isAt(tag)) {
            if (in.peek() == -1) {
                throw new ScriptException(begin, "this text in " + new String(tag, UTF_8) + " does not end");
            }
            in.skip();
        }
        in.skip(tag.length);
        previousWord = "";
    }

    private boolean isAt(byte[] expected) throws IOException {
        for (int i = 0; i < expected.length; i++) {
            if (in.peek(i) != (expected[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** Goes beyond a comment; false if there is none here. */
    private boolean skipComment() throws IOException {
        int next = in.peek();
        if (next == '-' && in.peek(1) == '-') {
            while (in.peek() != '\n' && in.peek() != '\r' && in.peek() != -1) {
                in.skip();
            }
            return true;
        }
        if (next == '/' && in.peek(1) == '*') {
            skipBlockComment();
            return true;
        }
        return false;
    }

    private void skipBlockComment() throws IOException {
        long begin = in.line();
        int depth = 0;
        do {
            int next = in.peek();
            if (next == -1) {
                throw new ScriptException(begin, "this comment does not end");
            }
            if (next == '/' && in.peek(1) == '*') {
                depth++;
                in.skip();
            } else if (next == '*' && in.peek(1) == '/') {
                depth--;
                in.skip();
            }
            in.skip();
        } while (depth > 0);
    }

    /** What was read since the mark. */
    private String text(int from, long line) {
        ByteBuffer read = ByteBuffer.wrap(in.bytes(), in.markOffset() + from, in.marked() - from);
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(read)
                    .toString();
        } catch (CharacterCodingException e) {
            ScriptException failure = new ScriptException(
                    line, "what begins here is not " + charset.name() + ": convert the file to UTF-8 (iconv)");
            failure.initCause(e);
            throw failure;
        }
    }

    private static boolean isSpace(int next) {
        return next == ' ' || next >= '\t' && next <= '\r';
    }

    private static boolean isWordStart(int next) {
        return next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next == '_' || next >= 0x80;
    }

    private static boolean isWordPart(int next) {
        return isWordStart(next) || next >= '0' && next <= '9' || next == '$';
    }
}
