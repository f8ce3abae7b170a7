package dev.jprisma.testing;

import dev.jprisma.postgres.FileTrees;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.state.FileGuard;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the servers of processes that were killed, and those kept for a person after a while. Whatever uses the home
 * next runs it, once, in the background.
 */
final class Reaper {
    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
    private static final int MOST_KEPT = 3;
    private static final Duration MOST_WAITED = Duration.ofSeconds(10);

    private final Engine engine;

    private Reaper(Engine engine) {
        this.engine = engine;
    }

    /** Starts it on a thread of its own, for which the end of the JVM waits. */
    static void start(Engine engine) {
        Thread reaper = new Thread(new Reaper(engine)::reapAll, "jprisma-reaper");
        reaper.start();
        // System.exit, by which build tools end their JVMs, waits for hooks only.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> join(reaper), "jprisma-reaped"));
    }

    private static void join(Thread reaper) {
        try {
            reaper.join(MOST_WAITED.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reapAll() {
        for (Path servers : ServerFolder.existing(engine.storage(), engine.settings())) {
            try {
                reapAlone(servers);
            } catch (IOException | RuntimeException e) {
                LOG.warn("Cannot clean up {}", servers, e);
            }
        }
    }

    /** One is enough, and two would stop the same servers. */
    private void reapAlone(Path servers) throws IOException {
        Path locks = engine.storage().createDirectory(engine.storage().testing());
        Optional<FileGuard> guard = FileGuard.tryAcquire(locks.resolve("reaper.lock"));
        if (guard.isPresent()) {
            FileGuard held = guard.get();
            try (held) {
                reap(servers);
            }
        }
    }

    private void reap(Path servers) throws IOException {
        Lease.removeAbandoned(servers);
        List<Lease> ownerless =
                Lease.in(servers).stream().filter(Lease::isOwnerGone).toList();
        Instant keepSince = Instant.now().minus(engine.settings().keepFailed());
        ownerless.stream().filter(lease -> !lease.isKept()).forEach(this::removeOrLater);
        List<Lease> kept = ownerless.stream()
                .filter(Lease::isKept)
                .sorted(Lease.newestFirst())
                .toList();
        for (int i = 0; i < kept.size(); i++) {
            if (i >= MOST_KEPT || kept.get(i).writtenAt().isBefore(keepSince)) {
                removeOrLater(kept.get(i));
            }
        }
    }

    private void removeOrLater(Lease lease) {
        try {
            remove(lease);
            LOG.debug("Removed {} of a test run that has ended", lease.folder());
        } catch (IOException | RuntimeException e) {
            // The next run tries again; the other servers must not wait for this one.
            LOG.warn("Cannot remove {}", lease.folder(), e);
        }
    }

    /** Stops the server, if it lives, and deletes all of it. */
    static void remove(Lease lease) throws IOException {
        Postmaster.adopt(lease.dataDirectory()).ifPresent(Postmaster::stopImmediately);
        FileTrees.delete(lease.folder());
        lease.end();
        removeIfEmpty(lease.folder().getParent());
    }

    private static void removeIfEmpty(Path servers) throws IOException {
        try {
            Files.deleteIfExists(servers);
        } catch (DirectoryNotEmptyException inUse) {
            // By another run, or for a person.
        }
    }
}
