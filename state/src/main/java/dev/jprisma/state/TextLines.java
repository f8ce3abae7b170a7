package dev.jprisma.state;

import java.util.ArrayList;
import java.util.List;

/** The lines of a small text, as {@link String#lines} has them, without the classes of streams. */
final class TextLines {
    private TextLines() {}

    /** Without what ends them: a line feed, or a carriage return and one. */
    static List<String> of(String text) {
        List<String> lines = new ArrayList<>();
        for (int begin = 0; begin < text.length(); ) {
            int end = text.indexOf('\n', begin);
            int next = end < 0 ? text.length() : end + 1;
            end = end < 0 ? text.length() : end;
            lines.add(text.substring(begin, end > begin && text.charAt(end - 1) == '\r' ? end - 1 : end));
            begin = next;
        }
        return lines;
    }
}
