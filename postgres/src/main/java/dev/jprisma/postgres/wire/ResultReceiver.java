package dev.jprisma.postgres.wire;

import java.util.List;

/**
 * Takes a result as it arrives, on the thread that asked for it. An exception thrown here cancels the statement; the
 * rest of the answer is discarded and the exception thrown on.
 */
public interface ResultReceiver {

    /** Ignores everything. */
    ResultReceiver NONE = new ResultReceiver() {};

    /**
     * Once for a statement that returns rows, before the first of them. The same list is passed again while the
     * description of a prepared statement stays the same.
     */
    default void columns(List<Column> columns) {}

    /** Once a row; the row is valid during this call only. */
    default void row(Row row) {}

    /** At a statement's end: {@code SELECT 3}, {@code CREATE TABLE}, or empty if the statement was empty. */
    default void complete(String commandTag) {}

    /** Instead of its end, where not all rows were asked for: as many as were have been passed. */
    default void suspended() {}
}
