package dev.jprisma.torture;

import java.util.List;

/** A foreground command that holds its instance is killed, or its daemon with it: the instance stops. */
final class ForegroundEnds implements Scenario {
    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.anySubject(false);
        Running foreground = session.begin(Deed.FOREGROUND, subject);
        while (foreground.isAlive() && !foreground.outSoFar().contains("is running")) {
            session.pauseMillis(10);
        }
        session.pauseMillis(session.random.nextInt(500));
        Victim victim = session.oneOf(List.of(Victim.COMMAND, Victim.COMMAND_AND_DAEMON));
        session.journal.note("  %s in the foreground, %s", subject, victim);
        victim.kill(session, subject, foreground);
        Outcome outcome = session.end(Deed.FOREGROUND, subject, foreground, false);
        if (outcome.out().contains("is running")) {
            subject.fate = Subject.Fate.EXISTS;
            subject.wanted = Boolean.FALSE;
        }
    }
}
