package dev.jprisma.torture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** The postmaster is killed while a backend of it computes or hangs: that one keeps the next server out. */
final class StuckBackend implements Scenario {
    /** A stop escalates: fast for 30 s, then immediately, then by force. */
    private static final Duration LIMIT = Duration.ofSeconds(75);

    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.anyRunning(true);
        boolean hung = session.chance(0.5);
        try (Connection connection =
                DriverManager.getConnection(subject.address().jdbc())) {
            long backend = pidOf(connection);
            Thread computing = hung ? null : compute(connection);
            if (hung) {
                Signals.send("STOP", backend);
            }
            session.journal.note("  backend %d of %s %s", backend, subject, hung ? "hangs" : "computes");
            session.pauseMillis(100);
            Victim.POSTMASTER.kill(session, subject, null);
            try {
                session.pauseMillis(session.random.nextInt(3_000));
                Deed deed = session.oneOf(
                        subject == session.base
                                ? List.of(Deed.START, Deed.STOP)
                                : List.of(Deed.START, Deed.STOP, Deed.REMOVE_BY_FORCE));
                Running running = session.begin(deed, subject);
                Outcome outcome = session.product.end(running, LIMIT);
                deed.ended(subject, session.subjects, outcome, false);
                if (!outcome.succeeded() && !outcome.err().contains(Long.toString(backend))) {
                    throw new Violation("the message does not name backend " + backend + ": " + outcome);
                }
            } finally {
                Signals.send("KILL", backend);
                if (computing != null) {
                    computing.join();
                }
            }
        } catch (SQLException closed) {
            session.journal.note("  (its connection: %s)", closed.getMessage());
        }
    }

    private static long pidOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Thread compute(Connection connection) {
        Thread thread = new Thread(
                () -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("select count(*) from generate_series(1, 10000000000)");
                    } catch (SQLException killed) {
                        // As it was meant to be.
                    }
                },
                "computing");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
