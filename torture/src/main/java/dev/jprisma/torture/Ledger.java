package dev.jprisma.torture;

import java.util.BitSet;

/**
 * The rows that one witness wrote: those whose commit was acknowledged, and those it never heard of again, which may be
 * there or not. Safe for threads.
 */
final class Ledger {
    private final BitSet acknowledged = new BitSet();
    private final BitSet inDoubt = new BitSet();
    private int next;

    /** The number of the next row; in doubt until it is {@linkplain #acknowledge acknowledged}. */
    synchronized int begin() {
        inDoubt.set(next);
        return next++;
    }

    synchronized void acknowledge(int row) {
        inDoubt.clear(row);
        acknowledged.set(row);
    }

    synchronized int next() {
        return next;
    }

    /**
     * Holds what is there against what was written. The writer is not at work.
     *
     * @param there the rows that were found
     * @return the acknowledged ones that were not
     */
    synchronized BitSet missingFrom(BitSet there) {
        BitSet missing = (BitSet) acknowledged.clone();
        missing.andNot(there);
        return missing;
    }

    /** Those that were found, and were never written, or rolled back. */
    synchronized BitSet strangersIn(BitSet there) {
        BitSet strangers = (BitSet) there.clone();
        strangers.andNot(acknowledged);
        strangers.andNot(inDoubt);
        return strangers;
    }

    synchronized BitSet acknowledged() {
        return (BitSet) acknowledged.clone();
    }

    /** Those, and the ones in doubt. */
    synchronized BitSet known() {
        BitSet known = acknowledged();
        known.or(inDoubt);
        return known;
    }

    /** These are there and no others, as it was asked for. The writer is not at work. */
    synchronized void become(BitSet there) {
        acknowledged.clear();
        acknowledged.or(there);
        inDoubt.clear();
    }

    /** What is in doubt is known now. */
    synchronized void settle(BitSet there) {
        inDoubt.and(there);
        acknowledged.or(inDoubt);
        inDoubt.clear();
    }
}
