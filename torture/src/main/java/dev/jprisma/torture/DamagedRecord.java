package dev.jprisma.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The record of an instance is damaged: all others are listed and work, and it comes back with its rows. */
final class DamagedRecord implements Scenario {
    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.chance(0.7) ? session.anyRunning(false) : session.anySubject(false);
        Path record = session.sandbox.file("instances/" + subject.name() + "/instance.json");
        if (subject.fate != Subject.Fate.EXISTS) {
            return;
        }
        Damage damage = session.oneOf(List.of(Damage.values()));
        byte[] good = Files.readAllBytes(record);
        boolean daemonKilled = session.chance(0.4);
        session.journal.note("  %s of %s%s", damage, subject, daemonKilled ? ", and no daemon" : "");
        if (daemonKilled) {
            Victim.killDaemon(session);
        }
        damage.apply(session, record, good);
        // A changed bit can be another port or password.
        subject.forgetAddress();
        byte[] damaged = Damage.contentOf(record);
        session.requireBaseListed();
        for (Deed deed : List.of(session.oneOf(List.of(Deed.START, Deed.STOP)), Deed.URL)) {
            session.end(deed, subject, session.begin(deed, subject), false);
        }
        if (damage == Damage.DELETED || session.chance(0.5)) {
            // What the message advises.
            Shell.run(List.of("rm", "-rf", record.toString()));
            Product.must(session.run(Deed.DETACH, subject));
        } else if (Arrays.equals(Damage.contentOf(record), damaged)) {
            // What the daemon has written anew is the truth, and not put back.
            Damage.write(session, record, good);
            subject.wanted = null;
        }
    }
}
