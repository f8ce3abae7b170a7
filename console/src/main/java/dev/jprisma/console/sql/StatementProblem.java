package dev.jprisma.console.sql;

/** A text of which nothing was run; the message is a sentence. */
final class StatementProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int offset;

    /** @param offset of what is wrong in the text */
    StatementProblem(int offset, String message) {
        super(message);
        this.offset = offset;
    }

    int offset() {
        return offset;
    }
}
