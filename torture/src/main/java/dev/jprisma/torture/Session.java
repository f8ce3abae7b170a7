package dev.jprisma.torture;

import dev.jprisma.torture.Subject.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One home and its instances, blow after blow. */
final class Session {
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_MILLIS = 200;

    final Random random;
    final Sandbox sandbox;
    final Product product;
    final Journal journal;
    final Tally tally;
    /** Always there, whatever is done to the others. */
    final Subject base;

    final List<Subject> subjects;
    /** What may be left over, since it is known. */
    final Predicate<String> tolerated;

    private final Leftovers leftovers;

    Session(long seed, Sandbox sandbox, Predicate<String> tolerated, Journal journal, Tally tally) {
        this.random = new Random(seed);
        this.sandbox = sandbox;
        this.journal = journal;
        this.tally = tally;
        this.product = new Product(sandbox, sandbox.home(), journal, tally);
        this.base = new Subject("base", List.of(TcpInserter::new, HttpInserter::new), tally);
        this.subjects = List.of(
                base,
                new Subject("shop", List.of(TcpInserter::new, HttpInserter::new), tally),
                new Subject("temp", List.of(TcpInserter::new), tally));
        this.tolerated = tolerated;
        this.leftovers = new Leftovers(sandbox, tolerated);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    Subject anySubject(boolean orBase) {
        return oneOf(orBase ? subjects : subjects.subList(1, subjects.size()));
    }

    /** One that runs and is written to. */
    Subject anyRunning(boolean orBase) throws InterruptedException {
        Subject subject = anySubject(orBase);
        if (subject.address() == null) {
            Product.must(run(Deed.DETACH, subject));
            subject.witness(addressOf(subject));
        }
        return subject;
    }

    void pauseMillis(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    /** Returns as soon as the record of an instance holds this text, or the command has ended. */
    void awaitRecord(Subject subject, String text, Running running) {
        Path record = sandbox.file("instances/" + subject.name() + "/instance.json");
        while (running.isAlive()) {
            try {
                if (Files.readString(record).contains(text)) {
                    return;
                }
            } catch (IOException replacedOrGone) {
                Thread.onSpinWait();
            }
        }
    }

    /** Starts a command, whose work is done or not from now on. */
    Running begin(Deed deed, Subject subject) {
        deed.begins(subject, subjects);
        return product.start(deed.words(subject));
    }

    /** Runs a command that nothing disturbs. */
    Outcome run(Deed deed, Subject subject) throws InterruptedException {
        return end(deed, subject, begin(deed, subject), true);
    }

    Outcome end(Deed deed, Subject subject, Running running, boolean undisturbed) throws InterruptedException {
        Outcome outcome = product.end(running, Product.LIMIT);
        deed.ended(subject, subjects, outcome, undisturbed);
        return outcome;
    }

    /** After a blow: everything comes to rest, is what it is said to be, works, and has lost nothing. */
    void settle() throws InterruptedException {
        for (Subject subject : subjects) {
            subject.pause();
        }
        Deed.DETACH.begins(base, subjects);
        Deed.DETACH.ended(base, subjects, product.must("dev", "--detach", "-n", base.name()), true);
        List<Listed> rows = awaitTruth();
        for (Subject subject : subjects) {
            resolve(
                    subject,
                    rows.stream()
                            .filter(row -> row.name().equals(subject.name()))
                            .findFirst());
        }
        for (Subject subject : subjects) {
            bringOn(subject);
        }
        awaitNothingLeft();
    }

    private void resolve(Subject subject, Optional<Listed> row) throws InterruptedException {
        switch (subject.fate) {
            case MAY_EXIST -> {
                subject.fate = row.isPresent() ? Fate.EXISTS : Fate.ABSENT;
            }
            case MAY_BE_GONE -> {
                if (row.isPresent()) {
                    product.must("dev", "rm", "-y", "--force", subject.name());
                }
                subject.forget();
            }
            default -> {
                // It is known.
            }
        }
        subject.wanted =
                subject.fate == Fate.EXISTS ? row.map(Listed::isRunning).orElse(null) : null;
    }

    private void bringOn(Subject subject) throws InterruptedException {
        if (subject.fate == Fate.ABSENT && !chance(0.6)) {
            return;
        }
        if (!Boolean.TRUE.equals(subject.wanted)) {
            Product.must(run(subject.fate == Fate.ABSENT ? Deed.DETACH : Deed.START, subject));
        }
        Address address = addressOf(subject);
        subject.checkRows(address);
        if (subject != base && chance(0.2)) {
            Product.must(run(Deed.STOP, subject));
        } else {
            subject.witness(address);
        }
    }

    /** Whatever is wrong with another. */
    void requireBaseListed() throws InterruptedException {
        if (product.list().stream().noneMatch(row -> row.name().equals(base.name()) && row.isRunning())) {
            throw new Violation("one damaged record hides the others");
        }
    }

    /** Where it is, by its command; as before. */
    Address addressOf(Subject subject) throws InterruptedException {
        Address address = Address.of(product.must("dev", "env", subject.name()).out());
        subject.requireKept(address);
        return address;
    }

    private List<Listed> awaitTruth() throws InterruptedException {
        long end = System.nanoTime() + SETTLE_NANOS;
        while (true) {
            List<Listed> rows = product.list();
            boolean daemonAlive = product.daemon().isPresent();
            List<String> lies = Truth.lies(rows, subjects, sandbox.processes(), daemonAlive);
            if (lies.isEmpty()) {
                return rows;
            }
            if (System.nanoTime() > end) {
                throw new Violation(
                        "after " + TimeUnit.NANOSECONDS.toSeconds(SETTLE_NANOS) + " s ls is not true: " + lies);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private void awaitNothingLeft() throws InterruptedException {
        List<Listed> rows = awaitTruth();
        long end = System.nanoTime() + SETTLE_NANOS;
        List<String> left = leftovers.find(rows, product);
        while (!left.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new Violation("left over, and of no instance: " + left);
            }
            Thread.sleep(LOOK_MILLIS);
            left = leftovers.find(rows, product);
        }
    }

    /** Removes all there is: then nothing may be left but what every home keeps. */
    void finish() throws InterruptedException {
        settle();
        for (Subject subject : new ArrayList<>(subjects)) {
            subject.pause();
            if (subject.fate == Fate.EXISTS) {
                Product.must(run(Deed.PURGE, subject));
            }
        }
        awaitNothingLeft();
        product.must("daemon", "stop", "--all");
        awaitNothingLeft();
    }

    /** Nobody writes any more. */
    void close() throws InterruptedException {
        for (Subject subject : subjects) {
            subject.close();
        }
    }

    /** The live server of an instance. */
    Optional<Proc> serverOf(Subject subject) {
        return sandbox.processes().stream()
                .filter(Proc::isPostmaster)
                .filter(server -> server.cwd().endsWith("/instances/" + subject.name() + "/data"))
                .findFirst();
    }
}
