package dev.jprisma.torture;

import java.util.List;

/** The daemon hangs: every command ends in time all the same, and the daemon can be ended. */
final class HungDaemon implements Scenario {
    private static final List<Deed> DEEDS = List.of(
            Deed.START,
            Deed.STOP,
            Deed.REMOVE_BY_FORCE,
            Deed.EXEC,
            Deed.EXEC_EPHEMERAL,
            Deed.CLONE,
            Deed.LIST,
            Deed.URL,
            Deed.ENVIRONMENT,
            Deed.DAEMON_STATUS,
            Deed.DAEMON_STOP,
            Deed.DAEMON_STOP_ALL);

    @Override
    public void play(Session session) throws Exception {
        Deed deed = session.oneOf(DEEDS);
        Subject subject = session.anySubject(!deed.removes());
        session.journal.note("  the daemon is stopped; %s of %s", deed, subject);
        long daemon = session.product.daemon().orElseThrow();
        Signals.send("STOP", daemon);
        session.tally.killed("daemon hung");
        try {
            session.end(deed, subject, session.begin(deed, subject), false);
            if (session.chance(0.5)) {
                // What everybody is told to type then.
                session.product.must("daemon", "stop");
            }
        } finally {
            Signals.send("CONT", daemon);
        }
    }
}
