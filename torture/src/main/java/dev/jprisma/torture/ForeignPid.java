package dev.jprisma.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The data of a stopped instance has a {@code postmaster.pid} that names a live server of somebody else. */
final class ForeignPid implements Scenario {
    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.anyRunning(false);
        Optional<Proc> base = session.serverOf(session.base);
        Optional<Proc> server = session.serverOf(subject);
        if (server.isEmpty() || base.isEmpty()) {
            return;
        }
        Path data = Path.of(server.get().cwd());
        Product.must(session.run(Deed.STOP, subject));
        Path stale = data.resolve("postmaster.pid");
        Files.copy(Path.of(base.get().cwd(), "postmaster.pid"), stale);
        Shell.run(List.of("chown", "--reference=" + data, stale.toString()));
        session.journal.note(
                "  %s's postmaster.pid names %s's server, %d",
                subject, session.base, base.get().pid());
        Deed deed = session.oneOf(List.of(Deed.START, Deed.STOP, Deed.REMOVE, Deed.DETACH));
        Product.must(session.run(deed, subject));
        if (!session.serverOf(session.base).map(Proc::pid).equals(base.map(Proc::pid))) {
            throw new Violation(deed + " of " + subject + " ended the server of " + session.base);
        }
    }
}
