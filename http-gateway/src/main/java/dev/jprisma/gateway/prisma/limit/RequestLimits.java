package dev.jprisma.gateway.prisma.limit;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.settings.ProductionLimits;
import dev.jprisma.postgres.wire.PostgresException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the requests of one instance to the limits that it has, if it has any. Of many threads.
 *
 * <p>What is over a limit is a {@link PrismaError} with the code that Prisma documents, which Prisma Client throws as a
 * {@code PrismaClientKnownRequestError}.
 */
public final class RequestLimits implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLimits.class);
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_]+");

    /** A query has several statements: the next one is cancelled as the one before. */
    private static final Duration BETWEEN_CANCELS = Duration.ofMillis(100);

    private final ProductionLimits limits;
    private final LimitErrors errors;
    private final RequestRate rate;
    private final ScheduledThreadPoolExecutor clock;

    private RequestLimits(
            ProductionLimits limits, LimitErrors errors, RequestRate rate, ScheduledThreadPoolExecutor clock) {
        this.limits = limits;
        this.errors = errors;
        this.rate = rate;
        this.clock = clock;
    }

    /** @param name of the instance, for messages that say what to type */
    public static RequestLimits of(ProductionLimits limits, String name) {
        if (limits.equals(ProductionLimits.NONE)) {
            return new RequestLimits(limits, null, null, null);
        }
        // A query that comes after the end of the instance fails by itself.
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "jprisma-query-timeouts");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        clock.setRemoveOnCancelPolicy(true);
        return new RequestLimits(
                limits,
                new LimitErrors(name),
                new RequestRate(limits.requestsPerSecond(), limits.requestBurst(), System.nanoTime()),
                clock);
    }

    private boolean areNone() {
        return clock == null;
    }

    /** @throws PrismaError P5011 if there are too many requests */
    public void admit() {
        if (!areNone() && !rate.take(System.nanoTime())) {
            throw errors.tooManyRequests(limits.requestsPerSecond());
        }
    }

    /** @throws PrismaError P6005 if there are too many tags, or one has another form than tags have */
    public void checkTags(Collection<String> tags) {
        if (areNone()) {
            return;
        }
        if (tags.size() > limits.cacheTags()) {
            throw errors.tooManyTags(tags.size(), limits.cacheTags());
        }
        for (String tag : tags) {
            if (tag.length() > limits.cacheTagLength() || !TAG.matcher(tag).matches()) {
                throw errors.malformedTag(tag, limits.cacheTagLength());
            }
        }
    }

    /** Bytes of an answer that must not go out before it is known to be whole, {@code least} of them without limits. */
    public int heldBack(int least) {
        return areNone() ? least : Math.max(least, limits.answerBytes());
    }

    /** Takes the data of an answer, and throws a {@link PrismaError}, P6009, once they are too large. */
    public OutputStream limited(OutputStream answer) {
        return areNone() ? answer : new LimitedStream(answer, limits.answerBytes(), errors);
    }

    /** How long a transaction may be open that is to be open for so long. */
    public Duration transactionTimeout(Duration asked) {
        return areNone() || asked.compareTo(limits.transaction()) < 0 ? asked : limits.transaction();
    }

    /**
     * Executes a query.
     *
     * @param begun when its request came, as of {@link System#nanoTime}
     * @param cancel what ends the statement under way, if there is one; of another thread, and more than once
     * @throws PrismaError P6004 if it takes too long
     */
    public void during(long begun, Runnable cancel, Runnable query) {
        if (areNone()) {
            query.run();
            return;
        }
        ScheduledFuture<?> deadline = clock.scheduleWithFixedDelay(
                () -> end(cancel), left(begun), BETWEEN_CANCELS.toNanos(), TimeUnit.NANOSECONDS);
        try {
            query.run();
        } catch (PrismaError e) {
            throw orOverTime(e, begun);
        } finally {
            deadline.cancel(false);
        }
    }

    /** Nanoseconds that a query has left. */
    private long left(long begun) {
        return limits.query().toNanos() - (System.nanoTime() - begun);
    }

    /** What a query fails with that began then: this, or P6004 if it took too long. */
    public PrismaError orOverTime(PrismaError error, long begun) {
        if (areNone() || left(begun) > 0 || LimitErrors.isTooLarge(error)) {
            return error;
        }
        PrismaError timedOut = errors.timedOut(limits.query());
        timedOut.initCause(error);
        return timedOut;
    }

    private static void end(Runnable cancel) {
        try {
            cancel.run();
        } catch (PostgresException e) {
            LOG.warn("A query over its time could not be cancelled: {}", e.getMessage());
        }
    }

    /** What an error is in production: one that tells that there is no server is P6008 there. */
    public PrismaError inProduction(PrismaError error) {
        return areNone() || !"P1001".equals(error.code()) ? error : LimitErrors.notConnected(error);
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
