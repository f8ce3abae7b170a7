package dev.jprisma.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The daemon is killed at, or refused, a certain call to the system: moments that are too short to be hit by chance,
 * such as between two renames.
 */
final class FailingCall implements Scenario {
    private static final String RENAME = "rename,renameat,renameat2";
    private static final String DELETE = "unlink,unlinkat,rmdir";
    private static final List<String> CALLS =
            List.of(RENAME, RENAME, DELETE, DELETE, "fsync,fdatasync", "mkdir,mkdirat");
    private static final List<String> BLOWS = List.of("signal=KILL", "signal=KILL", "error=ENOSPC", "error=EIO");
    private static final List<Deed> DEEDS = List.of(
            Deed.DETACH, Deed.START, Deed.STOP, Deed.REMOVE_BY_FORCE, Deed.PURGE, Deed.EXEC_EPHEMERAL, Deed.CLONE);

    @Override
    public boolean needsIsolation() {
        return true;
    }

    @Override
    public void play(Session session) throws Exception {
        OptionalLong daemon = session.product.daemon();
        if (!Strace.isThere() || daemon.isEmpty()) {
            return;
        }
        Deed deed = session.oneOf(DEEDS);
        Subject subject = session.anySubject(false);
        String calls = session.oneOf(CALLS);
        String blow = session.oneOf(BLOWS);
        int count = 1 + session.random.nextInt(3);
        String inject = "inject=" + calls + ":" + blow + ":when=" + count;
        session.journal.note("  %s of %s, %s", deed, subject, inject);
        session.tally.killed("at a call");
        Path output = Files.createTempFile(session.sandbox.folder(), "strace", ".txt");
        Strace strace = new Strace(daemon.getAsLong(), output, "trace=" + calls, inject);
        try {
            session.end(deed, subject, session.begin(deed, subject), false);
        } finally {
            strace.end();
            Files.delete(output);
        }
    }
}
