package dev.jprisma.daemon;

import dev.jprisma.state.HistoryBase;
import dev.jprisma.state.HistoryLength;
import java.time.Instant;
import java.util.List;

/**
 * Which base copies a history needs: one from before its first moment, and so many since that neither the WAL between
 * them nor the time that a recovery takes grows without bound. Without load that is one, and with it two.
 *
 * @param length how far back it is to reach
 * @param mostWal bytes that may be kept; where they are not enough for the length, the history is shorter
 */
record HistoryPolicy(HistoryLength length, long mostWal) {
    /** So much is recovered in about a second. */
    private static final long LITTLE_WAL = 64L << 20;

    /** Those that are to stay. */
    List<HistoryBase> needed(List<HistoryBase> bases, Instant now, long end) {
        int first = 0;
        while (first + 1 < bases.size()
                && (reachesBack(bases.get(first + 1), now)
                        || end - bases.get(first).wal() > mostWal / 3 * 2)) {
            first++;
        }
        return bases.subList(first, bases.size());
    }

    /** Whether it is time for another. */
    boolean wantsBase(List<HistoryBase> bases, Instant now, long end) {
        if (bases.isEmpty()) {
            return true;
        }
        HistoryBase last = bases.get(bases.size() - 1);
        long since = end - last.wal();
        return since >= mostWal / 3 || since >= LITTLE_WAL && reachesBack(last, now);
    }

    private boolean reachesBack(HistoryBase base, Instant now) {
        return !base.from().isAfter(length.before(now));
    }
}
