package dev.jprisma.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The home is moved as it runs, and moved back: commands say so and harm nothing. */
final class MovedHome implements Scenario {
    private static final List<Deed> DEEDS =
            List.of(Deed.DETACH, Deed.START, Deed.EXEC, Deed.LIST, Deed.URL, Deed.DAEMON_STATUS, Deed.DAEMON_STOP);

    @Override
    public void play(Session session) throws Exception {
        Path moved = session.sandbox.folder().resolve("moved");
        if (session.chance(0.3)) {
            Victim.killDaemon(session);
        }
        Files.move(session.sandbox.home(), moved);
        Product there = new Product(session.sandbox, moved, session.journal, session.tally);
        try {
            for (Deed deed : List.of(session.oneOf(DEEDS), session.oneOf(DEEDS))) {
                Subject subject = session.anySubject(true);
                deed.begins(subject, session.subjects);
                session.journal.note("  in the moved home, %s of %s", deed, subject);
                there.end(there.start(deed.words(subject)), Product.LIMIT);
            }
            there.run("daemon", "stop");
        } finally {
            Files.move(moved, session.sandbox.home());
        }
    }
}
