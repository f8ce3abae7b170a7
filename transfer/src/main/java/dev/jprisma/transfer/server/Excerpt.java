package dev.jprisma.transfer.server;

/** The line of a statement that an error means. */
public final class Excerpt {
    private static final int MOST_SHOWN = 160;

    private Excerpt() {}

    /**
     * That line with a mark under the place, or the first one, indented.
     *
     * @param position as the server says it: a character of the statement, from 1; 0 if it does not
     */
    public static String of(String sql, int position) {
        int at = position <= 0
                ? 0
                : sql.offsetByCodePoints(0, Math.min(position - 1, sql.codePointCount(0, sql.length())));
        int begin = sql.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
        begin = at == 0 ? 0 : begin;
        int end = sql.indexOf('\n', at);
        String line = sql.substring(begin, end < 0 ? sql.length() : end).replace('\t', ' ');
        int column = at - begin;
        int from = Math.max(0, column - MOST_SHOWN / 2);
        int to = Math.min(line.length(), from + MOST_SHOWN);
        String shown = "  " + (from > 0 ? "..." : "") + line.substring(from, to).stripTrailing()
                + (to < line.length() ? "..." : "");
        return position <= 0 ? shown : shown + "\n  " + " ".repeat(column - from + (from > 0 ? 3 : 0)) + "^";
    }
}
