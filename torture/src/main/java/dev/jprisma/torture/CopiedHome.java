package dev.jprisma.torture;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The home is copied as it runs: no command in the copy touches the original. */
final class CopiedHome implements Scenario {
    private static final List<Deed> DEEDS = List.of(
            Deed.DETACH,
            Deed.START,
            Deed.STOP,
            Deed.REMOVE,
            Deed.REMOVE_BY_FORCE,
            Deed.EXEC,
            Deed.LIST,
            Deed.DAEMON_STOP,
            Deed.DAEMON_STOP_ALL);

    @Override
    public void play(Session session) throws Exception {
        Path copy = session.sandbox.folder().resolve("copy");
        Subject subject = session.anyRunning(false);
        Optional<Long> server = session.serverOf(subject).map(Proc::pid);
        OptionalLong daemon = session.product.daemon();
        if (session.chance(0.3)) {
            // Then there is nobody to refuse.
            Victim.killDaemon(session);
            daemon = OptionalLong.empty();
        }
        Shell.run(List.of("cp", "-a", session.sandbox.home().toString(), copy.toString()));
        Product copied = new Product(session.sandbox, copy, session.journal, session.tally);
        try {
            for (Deed deed : List.of(session.oneOf(DEEDS), session.oneOf(DEEDS))) {
                session.journal.note("  in the copy, %s of %s", deed, subject);
                copied.end(copied.start(deed.words(subject)), Product.LIMIT);
            }
            if (!session.serverOf(subject).map(Proc::pid).equals(server)) {
                throw new Violation("a command in a copy ended the original's server of " + subject);
            }
            if (!session.product.daemon().equals(daemon)) {
                throw new Violation("a command in a copy ended the original's daemon");
            }
        } finally {
            copied.run("daemon", "stop", "--all");
            Shell.run(List.of("rm", "-rf", copy.toString()));
        }
    }
}
