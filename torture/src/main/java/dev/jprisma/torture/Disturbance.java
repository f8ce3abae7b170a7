package dev.jprisma.torture;

import java.util.List;

/** A command that takes long, in the middle of which somebody is killed; afterwards the daemon answers. */
final class Disturbance {
    private static final List<Victim> VICTIMS =
            List.of(Victim.DAEMON, Victim.DAEMON, Victim.COMMAND, Victim.COMMAND_AND_DAEMON, Victim.EVERYTHING);

    private final Session session;
    private final Subject subject;
    private final int longestMillis;

    /** @param longestMillis until the blow */
    Disturbance(Session session, Subject subject, int longestMillis) {
        this.session = session;
        this.subject = subject;
        this.longestMillis = longestMillis;
    }

    Outcome of(String... words) throws InterruptedException {
        return of(List.of(words));
    }

    Outcome of(List<String> words) throws InterruptedException {
        return of(words, session.oneOf(VICTIMS));
    }

    /** @param victim whom it hits */
    Outcome of(List<String> words, Victim victim) throws InterruptedException {
        long delay = session.random.nextInt(longestMillis);
        session.journal.note("  %s, %s after %d ms", String.join(" ", words), victim, delay);
        Running running = session.product.start(words);
        session.pauseMillis(delay);
        victim.kill(session, subject, running);
        Outcome outcome = session.product.end(running, Product.LIMIT);
        session.product.must("daemon", "status");
        return outcome;
    }
}
