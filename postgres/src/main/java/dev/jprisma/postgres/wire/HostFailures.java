package dev.jprisma.postgres.wire;

import dev.jprisma.state.ServerHost;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which servers have lately not answered, for all who connect: these are tried last for a while, so that a machine that
 * is gone costs the time to wait for it once and not with each connection. Safe for threads.
 */
final class HostFailures {

    private static final long REMEMBERED_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int MOST_KEPT = 1000;

    private static final Map<ServerHost, Long> FAILED_AT = new ConcurrentHashMap<>();

    private HostFailures() {}

    static void failed(ServerHost host) {
        if (FAILED_AT.size() >= MOST_KEPT) {
            FAILED_AT.clear();
        }
        FAILED_AT.put(host, System.nanoTime());
    }

    static void answered(ServerHost host) {
        if (!FAILED_AT.isEmpty()) {
            FAILED_AT.remove(host);
        }
    }

    /** As they are named, but those that have failed lately behind the others. */
    static List<ServerHost> lastOf(List<ServerHost> hosts) {
        return hosts.size() == 1
                ? hosts
                : hosts.stream()
                        .sorted(Comparator.comparing(HostFailures::hasFailedLately))
                        .toList();
    }

    private static boolean hasFailedLately(ServerHost host) {
        Long at = FAILED_AT.get(host);
        return at != null && System.nanoTime() - at < REMEMBERED_NANOS;
    }
}
