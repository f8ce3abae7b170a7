package dev.jprisma.console.data;

/** How a filter compares; in requests by the word or sign that the page shows. */
public enum Operator {
    EQUAL("="),
    UNEQUAL("<>"),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    /** The value's text has the given one in it, in capitals or not. */
    CONTAINS("contains"),
    /** The value's text begins with the given one. */
    STARTS_WITH("starts with"),
    /** PostgreSQL's {@code @>}: of arrays, ranges and jsonb. */
    HOLDS("@>"),
    IS_NULL("is null"),
    IS_NOT_NULL("is not null");

    private final String word;

    Operator(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
