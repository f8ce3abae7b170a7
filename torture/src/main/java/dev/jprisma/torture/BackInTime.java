package dev.jprisma.torture;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/**
 * An instance that keeps a history is brought back to a moment at which witnesses wrote, and forked, while somebody is
 * killed. What was acknowledged before that moment is there, and nothing that began after it; a restore that did not
 * come to its end has changed nothing, and can be done again.
 */
final class BackInTime implements Scenario {
    private static final int LONGEST_MILLIS = 2_500;
    private static final int SOME_ROWS_MILLIS = 400;

    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.anyRunning(false);
        String name = subject.name();
        Disturbance disturbed = new Disturbance(session, subject, LONGEST_MILLIS);
        keepHistory(session, subject, disturbed);

        session.pauseMillis(session.random.nextInt(SOME_ROWS_MILLIS));
        List<BitSet> least = subject.acknowledged();
        String moment = Instant.now().toString();
        List<BitSet> most = subject.known();
        session.pauseMillis(session.random.nextInt(SOME_ROWS_MILLIS));

        List<BitSet> then = forked(session, subject, moment, disturbed);
        Subject.requireBetween(name, least, then, most);

        subject.pause();
        Address address = session.addressOf(subject);
        subject.checkRows(address);
        List<BitSet> now = subject.rowsAt(address);
        restore(session, subject, moment, then, now, disturbed);
        if (session.chance(0.5)) {
            disturbed.of("dev", "undo", "-y", name);
        }
        session.product.must("dev", "start", name);
        subject.becomesOneOf(session.addressOf(subject), List.of(now, then));
        if (session.chance(0.5)) {
            disturbed.of("dev", "history", name, "off");
            session.product.must("dev", "history", name, "off");
        }
        subject.fate = Subject.Fate.EXISTS;
        subject.wanted = Boolean.TRUE;
    }

    /** With a start that asks for it, or by the command; a blow may leave it half begun. */
    private static void keepHistory(Session session, Subject subject, Disturbance disturbed)
            throws InterruptedException {
        List<String> command = List.of("dev", "history", subject.name(), "1h");
        if (session.chance(0.5)) {
            disturbed.of(
                    session.oneOf(
                            List.of(command, List.of("dev", "--detach", "-n", subject.name(), "--history", "1h"))),
                    Victim.DAEMON);
        }
        session.product.must("dev", "start", subject.name());
        Product.must(session.product.run(command.toArray(String[]::new)));
    }

    /** The rows of that moment, in a fork that is gone afterwards. */
    private static List<BitSet> forked(Session session, Subject subject, String moment, Disturbance disturbed)
            throws InterruptedException {
        String fork = subject.name() + "-then";
        List<String> words = List.of("dev", "fork", subject.name(), fork, "--at", moment);
        if (session.chance(0.4)) {
            disturbed.of(words, session.oneOf(List.of(Victim.DAEMON, Victim.COMMAND, Victim.POSTMASTER)));
            session.product.run("dev", "rm", "-y", "--force", "--purge", fork);
            session.product.must("dev", "start", subject.name());
        }
        session.product.must(words.toArray(String[]::new));
        List<BitSet> rows = subject.rowsAt(
                Address.of(session.product.must("dev", "env", fork).out()));
        session.product.must("dev", "rm", "-y", "--force", "--purge", fork);
        return rows;
    }

    /** Again and again, until it has been done. */
    private static void restore(
            Session session, Subject subject, String moment, List<BitSet> then, List<BitSet> now, Disturbance disturbed)
            throws InterruptedException {
        List<String> words = List.of("dev", "restore", "-y", subject.name(), "--at", moment);
        disturbed.of(words);
        session.product.must("dev", "start", subject.name());
        List<BitSet> there = subject.rowsAt(session.addressOf(subject));
        if (there.equals(now) && !there.equals(then)) {
            session.product.must(words.toArray(String[]::new));
            there = subject.rowsAt(session.addressOf(subject));
        }
        if (!there.equals(then)) {
            throw new Violation("restored to " + moment + ", " + subject.name() + " has " + there
                    + ", and a fork of that moment had " + then + ", the instance before " + now);
        }
    }
}
