package dev.jprisma.console.sql;

/**
 * A place in a text.
 *
 * @param offset as Java and JavaScript count, from 0
 * @param line from 1
 * @param column characters, from 1
 */
public record TextPlace(int offset, int line, int column) {

    static TextPlace of(String text, int offset) {
        String before = text.substring(0, offset);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int lineStart = before.lastIndexOf('\n') + 1;
        return new TextPlace(offset, line, 1 + before.codePointCount(lineStart, before.length()));
    }
}
