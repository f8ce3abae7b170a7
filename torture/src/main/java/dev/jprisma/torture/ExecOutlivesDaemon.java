package dev.jprisma.torture;

import java.util.List;

/** A command runs with a database of its own while the daemon ends or is killed: its exit code is kept. */
final class ExecOutlivesDaemon implements Scenario {
    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.base;
        Running running = session.begin(Deed.EXEC_EPHEMERAL, subject);
        while (running.isAlive() && !running.outSoFar().contains("inside")) {
            session.pauseMillis(5);
        }
        session.pauseMillis(session.random.nextInt(300));
        if (session.chance(0.6)) {
            Victim.killDaemon(session);
        } else {
            Deed deed = session.oneOf(List.of(Deed.DAEMON_STOP, Deed.DAEMON_STOP_ALL));
            session.end(deed, subject, session.begin(deed, subject), false);
        }
        session.end(Deed.EXEC_EPHEMERAL, subject, running, false);
    }
}
