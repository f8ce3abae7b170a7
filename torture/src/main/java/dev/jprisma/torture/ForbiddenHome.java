package dev.jprisma.torture;

import java.nio.file.Path;
import java.util.List;

/** The home, or an instance in it, cannot be written, or belongs to somebody else, for a while. */
final class ForbiddenHome implements Scenario {
    private enum Kind {
        READ_ONLY_HOME,
        READ_ONLY_INSTANCE,
        FOREIGN_HOME
    }

    private static final List<Deed> DEEDS =
            List.of(Deed.DETACH, Deed.START, Deed.STOP, Deed.LIST, Deed.URL, Deed.EXEC_EPHEMERAL, Deed.DAEMON_STATUS);

    @Override
    public boolean needsIsolation() {
        return true;
    }

    @Override
    public void play(Session session) throws Exception {
        if (!session.sandbox.account().isOther()) {
            return; // Root may write everywhere.
        }
        Kind kind = session.oneOf(List.of(Kind.values()));
        Subject subject = session.anySubject(false);
        Path home = session.sandbox.home();
        Path folder = kind == Kind.READ_ONLY_INSTANCE ? home.resolve("instances/" + subject.name()) : home;
        if (kind == Kind.READ_ONLY_INSTANCE && subject.fate != Subject.Fate.EXISTS) {
            return;
        }
        if (session.chance(0.5)) {
            Victim.killDaemon(session);
        }
        session.journal.note("  %s, %s", kind, subject);
        String owner = kind == Kind.FOREIGN_HOME ? "0:0" : "65534:65534";
        String mode = kind == Kind.FOREIGN_HOME ? "755" : "555";
        Shell.run(List.of("chown", owner, folder.toString()));
        Shell.run(List.of("chmod", mode, folder.toString()));
        try {
            for (Deed deed : List.of(session.oneOf(DEEDS), session.oneOf(DEEDS))) {
                session.end(deed, subject, session.begin(deed, subject), false);
            }
        } finally {
            Shell.run(List.of("chown", "65534:65534", folder.toString()));
            Shell.run(List.of("chmod", "700", folder.toString()));
        }
        if (session.chance(0.5)) {
            // It is looked after again, so this is noticed.
            Victim.POSTMASTER.kill(session, subject, null);
        }
    }
}
