package dev.jprisma.console.mcp;

import dev.jprisma.console.home.HomeDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The snapshots of what databases had before a session changed them: one serves for all changes of a while, since a
 * model may insert a hundred rows one by one. Safe for threads.
 */
final class SessionSnapshots {
    private static final long WHILE_NANOS = Duration.ofMinutes(15).toNanos();

    // Guarded by this: by the database's id.
    private final Map<String, Taken> taken = new HashMap<>();

    private record Taken(String name, long nanos) {}

    /** The name of the one that has what was before, which is taken now if there is none of late. */
    synchronized String before(HomeDatabase database, Supplier<String> taking) {
        Taken last = taken.get(database.id());
        if (last == null || System.nanoTime() - last.nanos >= WHILE_NANOS) {
            last = new Taken(taking.get(), System.nanoTime());
            taken.put(database.id(), last);
        }
        return last.name;
    }
}
