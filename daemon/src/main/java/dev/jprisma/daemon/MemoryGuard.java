package dev.jprisma.daemon;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when its memory is exhausted for good: the servers go on, and the next command starts a daemon. A
 * request that takes too much fails and gives back what it took, so that memory has to be missing for a while.
 */
final class MemoryGuard {
    private static final long PERIOD_SECONDS = 5;
    private static final int MOST_FAILURES = 6;
    /** What any request may take. */
    private static final int ROOM = 4 << 20;

    private static final String EXHAUSTED = "The daemon ends: its memory has been exhausted for "
            + MOST_FAILURES * PERIOD_SECONDS + " s. Databases go on; any command starts another one";

    private static final int RESERVE = 256 << 10;
    /** Given up first of all at the end, since there even the name of a class needs memory. */
    private static volatile byte[] reserve = new byte[RESERVE];

    private final BooleanSupplier hasRoom;
    private final Runnable end;
    private int failures;

    MemoryGuard(BooleanSupplier hasRoom, Runnable end) {
        this.hasRoom = hasRoom;
        this.end = end;
    }

    /** Of this process, which it ends at once: what would run at an orderly end needs memory. */
    static MemoryGuard ofProcess() {
        return new MemoryGuard(MemoryGuard::heapHasRoom, () -> {
            reserve = null;
            endSaying(EXHAUSTED, null);
        });
    }

    /** A failure that leaves a thread of this process dead, or all of them without memory, ends it. */
    static void endWithErrors() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            reserve = null;
            if (failure instanceof Error) {
                endSaying("The daemon ends, since one of its threads has", failure);
            }
            LoggerFactory.getLogger(MemoryGuard.class).error("The thread \"{}\" has ended", thread.getName(), failure);
            reserve = new byte[RESERVE];
        });
    }

    private static void endSaying(String why, Throwable failure) {
        try {
            LoggerFactory.getLogger(MemoryGuard.class).error(why, failure);
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    void start(ScheduledExecutorService scheduler) {
        scheduler.scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    void look() {
        failures = hasRoom.getAsBoolean() ? 0 : failures + 1;
        if (failures >= MOST_FAILURES) {
            end.run();
        }
    }

    private static boolean heapHasRoom() {
        Runtime heap = Runtime.getRuntime();
        if (heap.maxMemory() - heap.totalMemory() + heap.freeMemory() > 2 * ROOM) {
            return true;
        }
        try {
            return new byte[ROOM].length == ROOM;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }
}
