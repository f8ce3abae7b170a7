package dev.jprisma.state.insights;

import java.util.Locale;

/** What can be wrong with a statement, or with the tables that it reads. */
public enum AdviceRule {
    /** The same statement for each row of another one's result. */
    N_PLUS_ONE,
    /** A whole table is read for a few of its rows. */
    SEQUENTIAL_SCAN,
    /** Many blocks are read for few rows, whatever the plan. */
    READS_ABOVE_ROWS,
    /** Rows are read to be skipped. */
    LARGE_OFFSET,
    /** Many rows of many bytes each. */
    WIDE_ROWS,
    /** The same read with the same values again and again. */
    REPEATED_READ,
    /** A foreign key for which the table that has it is read as a whole. */
    FOREIGN_KEY_WITHOUT_INDEX,
    /** An index that is written and never read. */
    UNUSED_INDEX,
    /** A statement that waited for another session's lock. */
    LOCK_WAIT;

    /** As it is written in JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
