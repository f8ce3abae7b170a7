package dev.jprisma.state;

import java.util.Arrays;

/** Closes several things, of which none keeps the others from being closed. */
public final class CloseAll {
    private CloseAll() {}

    /**
     * Closes them in this order.
     *
     * @throws RuntimeException the first failure, once all are closed; the others are suppressed in it
     */
    public static void of(AutoCloseable... all) {
        of(Arrays.asList(all));
    }

    /** As {@link #of(AutoCloseable...)}. */
    public static void of(Iterable<? extends AutoCloseable> all) {
        RuntimeException first = null;
        for (AutoCloseable one : all) {
            try {
                one.close();
            } catch (Exception e) {
                if (first == null) {
                    first = unchecked(e);
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static RuntimeException unchecked(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return e instanceof RuntimeException unchecked
                ? unchecked
                : new JprismaException(ErrorKind.INTERNAL, "Cannot close: " + e.getMessage(), e);
    }
}
