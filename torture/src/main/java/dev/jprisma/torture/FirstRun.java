package dev.jprisma.torture;

import java.nio.file.Path;
import java.util.List;

/** The very first command of a new home is killed, interrupted or starved while it unpacks and initialises. */
final class FirstRun implements Scenario {
    private static final int LONGEST_MILLIS = 7_000;

    @Override
    public void play(Session session) throws Exception {
        Path home = session.sandbox.folder().resolve("new");
        Product product = new Product(session.sandbox, home, session.journal, session.tally);
        Running running = product.start(List.of("dev", "--detach", "-n", "first"));
        long delay = session.random.nextInt(LONGEST_MILLIS);
        session.pauseMillis(delay);
        int kind = session.random.nextInt(3);
        session.journal.note(
                "  after %d ms: %s",
                delay, List.of("command", "daemon", "Ctrl-C").get(kind));
        if (kind == 0) {
            session.tally.killed("command");
            running.kill();
        } else if (kind == 1) {
            session.sandbox.processes().stream()
                    .filter(process -> process.commandLine().contains("JprismaDaemon")
                            && process.commandLine().contains(home.toString()))
                    .forEach(process -> Signals.send("KILL", process.pid()));
            session.tally.killed("daemon");
        } else {
            running.interrupt();
        }
        product.end(running, Product.LIMIT);
        product.must("dev", "--detach", "-n", "first");
        product.must("dev", "rm", "-y", "--force", "first");
        List<String> left = new Leftovers(session.sandbox, session.tolerated).unfinishedIn(home);
        product.must("daemon", "stop", "--all");
        if (!left.isEmpty()) {
            throw new Violation("a first run left " + left);
        }
        Shell.run(List.of("rm", "-rf", home.toString()));
    }
}
