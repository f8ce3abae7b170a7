package dev.jprisma.torture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that commits rows on a connection of its own, and notes outside what was acknowledged. It takes every end of
 * a connection as it comes, and comes again.
 */
final class Witness extends Thread {
    private static final long BETWEEN_ROWS_NANOS = 10_000_000;
    private static final long BETWEEN_CONNECTIONS_NANOS = 50_000_000;

    private final Subject subject;
    private final int number;
    private final Ledger ledger;
    private final Tally tally;
    private volatile boolean ended;

    Witness(Subject subject, int number, Ledger ledger, Tally tally) {
        super("witness " + number + " of " + subject.name());
        this.subject = subject;
        this.number = number;
        this.ledger = ledger;
        this.tally = tally;
        setDaemon(true);
    }

    @Override
    public void run() {
        while (!ended) {
            String url = subject.url();
            if (url != null) {
                write(url);
            }
            LockSupport.parkNanos(BETWEEN_CONNECTIONS_NANOS);
        }
    }

    private void write(String url) {
        try (Connection connection = DriverManager.getConnection(url)) {
            subject.requireItself(connection);
            try (PreparedStatement insert = connection.prepareStatement("insert into witnessed values (?, ?)")) {
                while (!ended && url.equals(subject.url())) {
                    int row = ledger.begin();
                    insert.setInt(1, number);
                    insert.setInt(2, row);
                    insert.executeUpdate();
                    ledger.acknowledge(row);
                    tally.acknowledged.increment();
                    LockSupport.parkNanos(BETWEEN_ROWS_NANOS);
                }
            }
        } catch (SQLException endedByABlow) {
            // The row under way stays in doubt, and the next connection goes on.
        }
    }

    /** Its last row is acknowledged or in doubt when this returns. */
    void end() throws InterruptedException {
        ended = true;
        join();
    }
}
