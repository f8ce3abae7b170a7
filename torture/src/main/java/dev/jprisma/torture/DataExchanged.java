package dev.jprisma.torture;

import java.util.BitSet;
import java.util.List;

/**
 * A snapshot is taken while witnesses write, and then put in the place of the data, or something else is, while
 * somebody is killed. The snapshot has every row that was acknowledged before; the instance has what it had, or all of
 * the new.
 */
final class DataExchanged implements Scenario {
    private static final int LONGEST_MILLIS = 1_500;
    private static final String SNAPSHOT = "blow";

    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.anyRunning(false);
        String name = subject.name();
        Address address = subject.address();
        List<BitSet> before = subject.acknowledged();
        take(session, name);
        List<BitSet> known = subject.known();

        Address fork = Address.of(forkOf(session, name));
        List<BitSet> saved = subject.rowsAt(fork);
        Subject.requireBetween(name, before, saved, known);
        session.product.must("dev", "rm", "-y", "--force", "--purge", name + "-fork");

        subject.pause();
        subject.checkRows(address);
        List<BitSet> present = subject.rowsAt(address);
        List<String> words = session.oneOf(List.of(
                List.of("dev", "restore", "-y", name, SNAPSHOT),
                List.of("dev", "reset", "-y", name),
                List.of("dev", "rm", "-y", "--force", name)));
        List<String> kept = keptByThemselves(session, name);
        Disturbance disturbed = new Disturbance(session, subject, LONGEST_MILLIS);
        disturbed.of(words);
        if (session.product.list().stream().noneMatch(row -> row.name().equals(name))) {
            session.product.must("dev", "undo", name);
        } else if (!kept.containsAll(keptByThemselves(session, name)) && session.chance(0.5)) {
            disturbed.of("dev", "undo", "-y", name);
        }
        session.product.must("dev", "start", name);
        subject.becomesOneOf(
                Address.of(session.product.must("dev", "env", name).out()), List.of(present, saved, subject.none()));
        session.product.run("dev", "snapshot", "rm", name, SNAPSHOT);
        subject.fate = Subject.Fate.EXISTS;
        subject.wanted = Boolean.TRUE;
    }

    private static void take(Session session, String name) throws InterruptedException {
        if (session.chance(0.5)) {
            Running running = session.product.start(List.of("dev", "snapshot", name, SNAPSHOT));
            session.pauseMillis(session.random.nextInt(LONGEST_MILLIS));
            Victim.killDaemon(session);
            session.product.end(running, Product.LIMIT);
        }
        if (!isThere(session, name)) {
            session.product.must("dev", "snapshot", name, SNAPSHOT);
        }
    }

    private static boolean isThere(Session session, String name) throws InterruptedException {
        return session.product.must("dev", "snapshots", name).out().contains(SNAPSHOT);
    }

    private static List<String> keptByThemselves(Session session, String name) throws InterruptedException {
        return session.product
                .must("dev", "snapshots", name)
                .out()
                .lines()
                .filter(line -> line.contains("before "))
                .toList();
    }

    private static String forkOf(Session session, String name) throws InterruptedException {
        session.product.must("dev", "fork", name, name + "-fork", "--from", SNAPSHOT);
        return session.product.must("dev", "env", name + "-fork").out();
    }
}
