package dev.jprisma.console.sql;

import java.util.List;

/** What happens while a script runs, in this order; statements are counted from 0. */
public sealed interface RunEvent {

    /** A statement begins: the text from one offset to another. */
    record Begun(int statement, int from, int to) implements RunEvent {}

    /**
     * It returns rows.
     *
     * @param numeric for each column whether its values are numbers
     */
    record Columns(int statement, List<String> names, List<Boolean> numeric) implements RunEvent {}

    /** Some of them; each value a String, a {@link dev.jprisma.console.data.CutValue} or null for NULL. */
    record Rows(int statement, List<List<Object>> rows) implements RunEvent {}

    /** PostgreSQL says something. Detail and hint may be null. */
    record Notice(int statement, String severity, String message, String detail, String hint) implements RunEvent {}

    /**
     * It has ended well.
     *
     * @param tag such as {@code INSERT 0 3}; empty if it was an empty statement
     * @param rows that it returned
     * @param shown how many of them there were events for
     */
    record Done(int statement, String tag, long rows, long shown, long micros) implements RunEvent {}

    /**
     * It, or the text as a whole, is refused; the statements after it are not run. All but the message may be null.
     *
     * @param code SQLSTATE
     * @param place in the whole text
     */
    record Failed(
            int statement,
            String code,
            String message,
            String detail,
            String hint,
            String where,
            TextPlace place,
            long micros)
            implements RunEvent {}

    /**
     * The last one.
     *
     * @param notRun how many statements an error kept from running
     * @param rolledBack whether a transaction was open, which nobody can end any more
     */
    record Ended(int notRun, boolean rolledBack) implements RunEvent {}
}
