package dev.jprisma.console.mcp;

import dev.jprisma.state.ControlToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions over HTTP, by an id that nobody can guess: at most 100, of which the one that was not used for longest
 * goes for another, and none that was not used for an hour. Safe for threads.
 */
final class HttpSessions {
    static final int MOST = 100;
    static final Duration UNUSED = Duration.ofHours(1);

    private final McpServer server;
    private final Clock clock;
    // Guarded by this.
    private final Map<String, Used> sessions = new HashMap<>();

    private record Used(McpSession session, Instant at) {}

    HttpSessions(McpServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** Begins one; gives its id. */
    synchronized String open(McpScope scope) {
        forgetOld();
        if (sessions.size() >= MOST) {
            sessions.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().at()))
                    .ifPresent(entry -> end(entry.getKey()));
        }
        String id = ControlToken.random();
        sessions.put(id, new Used(server.open(scope), clock.instant()));
        return id;
    }

    /** The one of that id, which is being used; empty if there is none, or none any more. */
    synchronized Optional<McpSession> use(String id) {
        forgetOld();
        return Optional.ofNullable(
                        sessions.computeIfPresent(id, (same, used) -> new Used(used.session(), clock.instant())))
                .map(Used::session);
    }

    /** Whether there was one. */
    synchronized boolean end(String id) {
        Used ended = sessions.remove(id);
        if (ended != null) {
            ended.session().close();
        }
        return ended != null;
    }

    /** Whether there is one. */
    synchronized boolean areOpen() {
        forgetOld();
        return !sessions.isEmpty();
    }

    private void forgetOld() {
        Instant now = clock.instant();
        sessions.values().removeIf(used -> {
            boolean old =
                    !now.isBefore(used.at().plus(UNUSED)) && !used.session().isBusy();
            if (old) {
                used.session().close();
            }
            return old;
        });
    }
}
