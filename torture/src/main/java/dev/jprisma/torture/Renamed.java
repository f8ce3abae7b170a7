package dev.jprisma.torture;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An instance gets another name, and its own again, while somebody is killed: it has the one or the other, and with it
 * its rows, its snapshot and its address.
 */
final class Renamed implements Scenario {
    private static final int LONGEST_MILLIS = 1_200;
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_MILLIS = 200;
    private static final String SNAPSHOT = "named";

    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.anyRunning(false);
        String name = subject.name();
        String other = name + "-renamed";
        session.addressOf(subject);
        session.product.must("dev", "snapshot", name, SNAPSHOT);

        Disturbance disturbed = new Disturbance(session, subject, LONGEST_MILLIS);
        disturbed.of("dev", "rename", "-y", name, other);
        if (nameOf(session, name, other).equals(other) && session.chance(0.5)) {
            disturbed.of("dev", "rename", "-y", other, name);
        }
        if (nameOf(session, name, other).equals(other)) {
            session.product.must("dev", "rename", "-y", other, name);
        }

        session.product.must("dev", "start", name);
        session.product.must("dev", "snapshot", "rm", name, SNAPSHOT);
        subject.fate = Subject.Fate.EXISTS;
        subject.wanted = Boolean.TRUE;
    }

    /** Which of the two it has, once a daemon has ended what one before began. */
    private static String nameOf(Session session, String name, String other) throws InterruptedException {
        session.product.must("dev", "--detach", "-n", session.base.name());
        long end = System.nanoTime() + SETTLE_NANOS;
        while (true) {
            List<String> names = session.product.list().stream()
                    .map(Listed::name)
                    .filter(List.of(name, other)::contains)
                    .toList();
            if (names.size() == 1) {
                return names.get(0);
            }
            if (System.nanoTime() > end) {
                throw new Violation(name + " was to be " + other + ", and is listed as " + names);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
