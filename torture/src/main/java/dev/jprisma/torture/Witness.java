package dev.jprisma.torture;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that commits rows, and notes outside what was acknowledged. It takes every end of a connection as it comes,
 * and comes again.
 */
final class Witness extends Thread {
    private static final long BETWEEN_ROWS_NANOS = 10_000_000;
    private static final long BETWEEN_CONNECTIONS_NANOS = 50_000_000;

    private final Subject subject;
    private final int number;
    private final Inserter.Opener way;
    private final Ledger ledger;
    private final Tally tally;
    private volatile boolean ended;

    Witness(Subject subject, int number, Inserter.Opener way, Ledger ledger, Tally tally) {
        super("witness " + number + " of " + subject.name());
        this.subject = subject;
        this.number = number;
        this.way = way;
        this.ledger = ledger;
        this.tally = tally;
        setDaemon(true);
    }

    @Override
    public void run() {
        while (!ended) {
            Address address = subject.address();
            if (address != null) {
                write(address);
            }
            LockSupport.parkNanos(BETWEEN_CONNECTIONS_NANOS);
        }
    }

    private void write(Address address) {
        try (Inserter inserter = way.open(subject, address)) {
            while (!ended && address.equals(subject.address())) {
                int row = ledger.begin();
                inserter.insert(number, row);
                ledger.acknowledge(row);
                tally.acknowledged.increment();
                LockSupport.parkNanos(BETWEEN_ROWS_NANOS);
            }
        } catch (SQLException | IOException endedByABlow) {
            // The row under way stays in doubt, and the next connection goes on.
        } catch (InterruptedException e) {
            ended = true;
        }
    }

    /** Its last row is acknowledged or in doubt when this returns. */
    void end() throws InterruptedException {
        ended = true;
        join();
    }
}
