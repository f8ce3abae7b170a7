package dev.jprisma.console.mcp;

import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;

/**
 * A statement that PostgreSQL refuses; the message is its words as lines, which may quote what stands in a database.
 */
final class StatementRefused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 16 * 1024;

    StatementRefused(ServerErrorException refusal) {
        this(refusal, 0);
    }

    /** @param before how many characters stand in front of the statement as the client has it */
    StatementRefused(ServerErrorException refusal, int before) {
        super(cut(text(refusal.error(), before)), refusal);
    }

    private static String text(ServerError error, int before) {
        StringBuilder text =
                new StringBuilder("ERROR ").append(error.code()).append(": ").append(error.message());
        if (error.position() != null) {
            text.append("\nat character ").append(Integer.parseInt(error.position()) - before);
        }
        append(text, "DETAIL", error.detail());
        append(text, "HINT", error.hint());
        return text.toString();
    }

    private static void append(StringBuilder text, String name, String value) {
        if (value != null) {
            text.append('\n').append(name).append(": ").append(value);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
