package dev.jprisma.torture;

import dev.jprisma.torture.Subject.Fate;

/** A foreground and an ephemeral command are killed while the daemon they started still takes over what runs. */
final class KilledWhileAdopting implements Scenario {
    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.anySubject(false);
        if (subject.fate == Fate.EXISTS) {
            Product.must(session.run(Deed.STOP, subject));
        }
        Victim.killDaemon(session);
        Running ephemeral = session.begin(Deed.EXEC_EPHEMERAL, subject);
        long daemon = awaitDaemon(session, ephemeral);
        Running foreground = session.begin(Deed.FOREGROUND, subject);
        session.pauseMillis(session.random.nextInt(600));
        if (daemon != 0 && session.chance(0.7)) {
            Signals.send("STOP", daemon);
            session.pauseMillis(400);
        }
        kill(session, ephemeral);
        kill(session, foreground);
        if (daemon != 0) {
            Signals.send("CONT", daemon);
        }
        session.end(Deed.EXEC_EPHEMERAL, subject, ephemeral, false);
        session.end(Deed.FOREGROUND, subject, foreground, false);
    }

    private static void kill(Session session, Running running) {
        session.tally.killed("command");
        running.kill();
    }

    private static long awaitDaemon(Session session, Running starting) throws InterruptedException {
        while (starting.isAlive()) {
            for (Proc process : session.sandbox.processes()) {
                if (process.commandLine().contains("JprismaDaemon")) {
                    return process.pid();
                }
            }
            session.pauseMillis(20);
        }
        return 0;
    }
}
