package dev.jprisma.transfer.query;

import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.transfer.server.Excerpt;

/** What the server says, for a person. */
final class ErrorText {
    private ErrorText() {}

    /** @param sql the statement that it is about, whose place is shown that it means */
    static String of(ServerError error, String sql) {
        StringBuilder text = new StringBuilder(error.severity() + " " + error.code() + ": " + error.message());
        if (error.position() != null) {
            text.append('\n').append(Excerpt.of(sql, Integer.parseInt(error.position())));
        }
        append(text, "detail", error.detail());
        append(text, "hint", error.hint());
        append(text, "where", error.where());
        return text.toString();
    }

    static String ofNotice(ServerError notice) {
        StringBuilder text = new StringBuilder(notice.severity() + ": " + notice.message());
        append(text, "detail", notice.detail());
        append(text, "hint", notice.hint());
        return text.toString();
    }

    private static void append(StringBuilder text, String what, String said) {
        if (said != null) {
            text.append("\n  ").append(what).append(": ").append(said.replace("\n", "\n    "));
        }
    }
}
