package dev.jprisma.torture;

import java.util.List;

/** Somebody is killed in the middle of a command. */
final class KillInTheMiddle implements Scenario {
    private static final int LONGEST_MILLIS = 900;
    private static final List<Victim> VICTIMS = List.of(Victim.values());

    @Override
    public void play(Session session) throws Exception {
        Deed deed = session.oneOf(List.of(Deed.values()));
        Subject subject = session.anySubject(!deed.removes());
        Victim victim = session.oneOf(VICTIMS);
        long delay = session.random.nextInt(LONGEST_MILLIS);
        session.journal.note("  %s of %s, %s after %d ms", deed, subject, victim, delay);
        Running running = session.begin(deed, subject);
        session.pauseMillis(delay);
        victim.kill(session, subject, running);
        if (deed == Deed.FOREGROUND) {
            endForeground(session, running);
        }
        session.end(deed, subject, running, victim == Victim.NOBODY);
    }

    private static void endForeground(Session session, Running running) throws InterruptedException {
        if (session.chance(0.5)) {
            session.pauseMillis(session.random.nextInt(LONGEST_MILLIS));
            running.kill();
        } else {
            session.pauseMillis(session.random.nextInt(LONGEST_MILLIS));
            running.interrupt();
        }
    }
}
