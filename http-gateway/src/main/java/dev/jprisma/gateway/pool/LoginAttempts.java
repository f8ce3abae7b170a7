package dev.jprisma.gateway.pool;

import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How often logins of an instance may fail: {@value #MOST_FAILED} times at once, and once more every
 * {@value #SECONDS_EACH} s. Then all are refused, right ones too, since to let these in would tell which they are.
 * Those under way count as failed until they have succeeded, so that no more of them get through by coming together.
 * What is kept is two numbers, whatever is tried. Safe for threads.
 */
final class LoginAttempts {

    static final int MOST_FAILED = 10;
    static final int SECONDS_EACH = 6;

    private static final long NANOS_EACH = TimeUnit.SECONDS.toNanos(SECONDS_EACH);

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by lock: when all failures are forgiven. */
    private long forgivenAt;

    private int underWay;

    /** @param nanoTime as {@link System#nanoTime} */
    LoginAttempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.forgivenAt = nanoTime.getAsLong();
    }

    /** @throws LoginRefusedException if too many have failed */
    void check() {
        lock.lock();
        try {
            requireFewFailed();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tries to log in.
     *
     * @param wait for those under way, if no more may fail beside them
     * @throws LoginRefusedException if too many have failed, or this one is refused
     * @throws PoolExhaustedException if those under way took too long
     */
    <T> T attempt(Duration wait, Supplier<T> login) {
        begin(wait);
        boolean failed = false;
        try {
            return login.get();
        } catch (LoginRefusedException e) {
            failed = true;
            throw e;
        } catch (ServerErrorException e) {
            failed = e.error().code().startsWith("28");
            throw e;
        } finally {
            end(failed);
        }
    }

    private void begin(Duration wait) {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (requireFewFailed() + underWay >= MOST_FAILED) {
                if (left <= 0) {
                    throw new PoolExhaustedException("PostgreSQL has not answered " + underWay + " logins within "
                            + wait.toMillis() + " ms. \"jprisma dev ls\" shows the state of the instance.");
                }
                left = changed.awaitNanos(left);
            }
            underWay++;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PoolExhaustedException("The gateway is closing.");
        } finally {
            lock.unlock();
        }
    }

    private void end(boolean failed) {
        lock.lock();
        try {
            underWay--;
            if (failed) {
                forgivenAt = nanoTime.getAsLong() + unforgiven() + NANOS_EACH;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many have failed lately, which is fewer than are too many. */
    private long requireFewFailed() {
        long unforgiven = unforgiven();
        long failed = -Math.floorDiv(-unforgiven, NANOS_EACH);
        if (failed >= MOST_FAILED) {
            long wait = unforgiven - (MOST_FAILED - 1) * NANOS_EACH;
            throw tooMany(-Math.floorDiv(-wait, TimeUnit.SECONDS.toNanos(1)));
        }
        return failed;
    }

    private long unforgiven() {
        return Math.max(0, forgivenAt - nanoTime.getAsLong());
    }

    private static LoginRefusedException tooMany(long seconds) {
        return new LoginRefusedException(
                ServerError.of(
                        "FATAL",
                        "57P03",
                        "Too many logins of roles have failed over HTTP: try again in " + seconds
                                + " s. The API key, and the TCP URL, work meanwhile."),
                seconds);
    }
}
