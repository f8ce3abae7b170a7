package dev.jprisma.torture;

import java.nio.file.Path;
import java.util.List;

/** The disk is full: whatever is typed ends with a sentence, and what frees room works. */
final class FullDisk implements Scenario {
    private static final List<Deed> WAYS_OUT = List.of(Deed.STOP, Deed.PURGE, Deed.DAEMON_STOP_ALL);
    private static final List<Deed> OTHERS = List.of(
            Deed.DETACH,
            Deed.START,
            Deed.EXEC_EPHEMERAL,
            Deed.CLONE,
            Deed.LIST,
            Deed.URL,
            Deed.DAEMON_STATUS,
            Deed.DAEMON_STOP);
    private static final List<Integer> LEFT_KILOBYTES = List.of(0, 4, 64, 1_000, 20_000);

    @Override
    public boolean needsIsolation() {
        return true;
    }

    @Override
    public void play(Session session) throws Exception {
        boolean daemonKilled = session.chance(0.3);
        int left = session.oneOf(LEFT_KILOBYTES);
        Path filler = session.sandbox.folder().resolve("filler");
        session.journal.note("  %d KB are left%s", left, daemonKilled ? ", and no daemon" : "");
        if (daemonKilled) {
            Victim.killDaemon(session);
        }
        try {
            fill(session, filler, left);
            attempt(session, session.oneOf(OTHERS));
            attempt(session, session.oneOf(OTHERS));
            Deed wayOut = session.oneOf(WAYS_OUT);
            Subject subject = session.anySubject(wayOut != Deed.PURGE);
            boolean there = subject.fate == Subject.Fate.EXISTS;
            Outcome outcome = session.end(wayOut, subject, session.begin(wayOut, subject), false);
            if (there && !outcome.succeeded()) {
                throw new Violation("on a full disk, what frees room must work: " + outcome);
            }
        } finally {
            Shell.run(List.of("rm", "-f", filler.toString()));
        }
    }

    private static void attempt(Session session, Deed deed) throws InterruptedException {
        Subject subject = session.anySubject(true);
        session.end(deed, subject, session.begin(deed, subject), false);
    }

    /** Witnesses take room meanwhile: what no longer fits is tried again with what is free then. */
    private static void fill(Session session, Path filler, int leftKilobytes) {
        boolean filled = false;
        while (!filled) {
            long free = session.sandbox.folder().toFile().getUsableSpace() / 1024 - leftKilobytes;
            filled = free <= 0 || Shell.succeeds(List.of("fallocate", "-l", free + "KiB", filler.toString()));
        }
    }
}
