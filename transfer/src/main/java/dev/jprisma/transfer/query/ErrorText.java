package dev.jprisma.transfer.query;

import dev.jprisma.postgres.wire.ServerError;

/** What the server says, with the place in the statement that it means. */
final class ErrorText {
    private static final int MOST_BEFORE = 60;
    private static final int MOST_BEHIND = 30;

    private ErrorText() {}

    /** @param sql the statement that it is about */
    static String of(ServerError error, String sql) {
        StringBuilder text = new StringBuilder(error.severity() + " " + error.code() + ": " + error.message());
        if (error.position() != null) {
            text.append(place(sql, Integer.parseInt(error.position())));
        }
        append(text, "DETAIL", error.detail());
        append(text, "HINT", error.hint());
        append(text, "WHERE", error.where());
        return text.toString();
    }

    private static void append(StringBuilder text, String what, String said) {
        if (said != null) {
            text.append('\n').append(what).append(": ").append(said);
        }
    }

    /** @param position a character of the statement, from 1 */
    private static String place(String sql, int position) {
        int at = sql.offsetByCodePoints(0, Math.min(Math.max(position - 1, 0), sql.codePointCount(0, sql.length())));
        int start = sql.lastIndexOf('\n', at - 1) + 1;
        int end = sql.indexOf('\n', at);
        long line = 1 + sql.substring(0, start).chars().filter(c -> c == '\n').count();
        String from = at - start > MOST_BEFORE ? "..." + sql.substring(at - MOST_BEFORE, at) : sql.substring(start, at);
        String rest = sql.substring(at, end < 0 ? sql.length() : end);
        String before = "LINE " + line + ": " + from.replace('\t', ' ');
        return "\n" + before + (rest.length() > MOST_BEHIND ? rest.substring(0, MOST_BEHIND) + "..." : rest) + "\n"
                + " ".repeat(TextWidth.of(before)) + "^";
    }
}
