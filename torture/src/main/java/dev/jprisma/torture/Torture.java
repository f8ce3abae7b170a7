package dev.jprisma.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** {@code scripts/torture}: sessions until the time is up, then the summary. */
public final class Torture {
    private static final int ROUNDS_PER_SESSION = 25;

    private final Options options;
    private final Journal journal;
    private final Tally tally = new Tally();
    private int passed;
    private final List<String> violations = new ArrayList<>();

    private Torture(Options options, Journal journal) {
        this.options = options;
        this.journal = journal;
    }

    /** Exits with 0 if everything held, with 1 if something did not, with 2 if it was called wrongly. */
    public static void main(String[] words) throws Exception {
        if (Signals.isInterruptIgnored()) {
            System.err.println("SIGINT is ignored here, as by what a script starts with &, and so it would be by the"
                    + " commands that Ctrl-C has to end: start this in a terminal, or from what does not ignore it");
            System.exit(2);
        }
        Options options = Options.parse(List.of(words));
        Files.createDirectories(options.folder());
        Files.createDirectories(options.kept());
        try (Journal journal = new Journal(options.kept().resolve("torture.log"))) {
            System.exit(new Torture(options, journal).run());
        }
    }

    private int run() throws Exception {
        journal.note("seed %d", options.seed());
        Random seeds = new Random(options.seed());
        for (int number = 1; isTimeLeft() && (options.all() || violations.isEmpty()); number++) {
            // The first session of a seed is that seed's: so a session that failed can be run alone.
            long seed = number == 1 ? options.seed() : seeds.nextInt(1_000_000);
            session(number, seed);
        }
        System.out.println("== " + tally.summary(violations.size()));
        violations.forEach(violation -> System.out.println("violation: " + violation));
        System.out.println(passed + " passed, " + violations.size() + " failed");
        return violations.isEmpty() ? 0 : 1;
    }

    private boolean isTimeLeft() {
        return journal.seconds() < options.time().toSeconds();
    }

    private void session(int number, long seed) throws Exception {
        Account account = options.isolated() && seed % 2 == 0 ? Account.NOBODY : Account.OWN;
        Sandbox sandbox = Sandbox.make(options, number, account);
        journal.note("== session %d, seed %d, as %s, in %s", number, seed, account, sandbox.home());
        Session session = new Session(seed, sandbox, options::tolerates, journal, tally);
        try {
            session.settle();
            for (int round = 1; round <= ROUNDS_PER_SESSION && isTimeLeft(); round++) {
                Scenario scenario = Scenarios.choose(session, options::wants);
                journal.note("-- round %d: %s", round, scenario.name());
                tally.rounds.increment();
                tally.played(scenario.name());
                scenario.play(session);
                session.settle();
                passed++;
            }
            session.finish();
            passed++;
        } catch (Violation violation) {
            violated(sandbox, seed, violation);
        } finally {
            // Its processes first: a witness may be waiting for one that hangs.
            sandbox.close();
            session.close();
        }
    }

    private void violated(Sandbox sandbox, long seed, Violation violation) throws IOException {
        List<String> last = journal.last();
        violations.add("seed " + seed + ": " + violation.getMessage());
        journal.note("VIOLATION (seed %d): %s", seed, violation.getMessage());
        Path kept = Files.createDirectory(options.kept().resolve(seed + "-" + violations.size()));
        if (Files.isDirectory(sandbox.home())) {
            Shell.run(List.of("cp", "-a", sandbox.home().toString(), kept.toString()));
        }
        Files.write(kept.resolve("last-actions.txt"), last);
        journal.note("its home and the last actions are kept in %s of that folder", kept.getFileName());
    }
}
