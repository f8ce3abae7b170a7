package dev.jprisma.torture;

import java.util.EnumSet;
import java.util.List;

/** Two commands at once on one instance, and perhaps somebody is killed. */
final class Race implements Scenario {
    private static final List<Deed> DEEDS = List.copyOf(EnumSet.complementOf(EnumSet.of(Deed.FOREGROUND)));

    @Override
    public void play(Session session) throws Exception {
        Deed one = session.oneOf(DEEDS);
        Deed other = session.oneOf(DEEDS);
        Subject subject = session.anySubject(!one.removes() && !other.removes());
        session.journal.note("  %s and %s of %s", one, other, subject);
        Running first = session.begin(one, subject);
        session.pauseMillis(session.random.nextInt(300));
        Running second = session.begin(other, subject);
        // Whichever came last decides.
        one.begins(subject, session.subjects);
        if (session.chance(0.3)) {
            session.pauseMillis(session.random.nextInt(500));
            session.oneOf(List.of(Victim.values())).kill(session, subject, session.chance(0.5) ? first : second);
        }
        session.end(one, subject, first, false);
        session.end(other, subject, second, false);
    }
}
