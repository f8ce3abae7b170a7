package dev.jprisma.daemon;

import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.LogRotation;
import dev.jprisma.state.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps logs from growing without end while they are written: the daemon's own, and those of the servers. Both are
 * inherited descriptors that append, so that a log is copied and emptied; {@code dev logs -f} goes on from its new
 * beginning.
 */
final class BoundedLogs {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedLogs.class);
    private static final long PERIOD_SECONDS = 10;
    private static final long MOST_BYTES = 8L << 20;

    private final JprismaHome home;

    BoundedLogs(JprismaHome home) {
        this.home = home;
    }

    /** Windows lets nobody empty a file that another writes: there logs are put aside as their writers start. */
    void start(ScheduledExecutorService scheduler) {
        if (OperatingSystem.here() == OperatingSystem.WINDOWS) {
            return;
        }
        scheduler.scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    void look() {
        bound(home.daemonLog());
        try (Stream<Path> instances = Files.list(home.instances())) {
            instances.flatMap(BoundedLogs::ofServers).forEach(BoundedLogs::bound);
        } catch (IOException e) {
            LOG.debug("The home was moved or deleted", e);
        }
    }

    private static Stream<Path> ofServers(Path instance) {
        return List.of(instance.resolve("postgres.log"), instance.resolve("shadow/postgres.log")).stream();
    }

    private static void bound(Path log) {
        try {
            LogRotation.copyTruncate(log, MOST_BYTES);
        } catch (NoSuchFileException e) {
            LOG.debug("{} was deleted meanwhile", log);
        } catch (IOException e) {
            LOG.warn("{} was emptied, but not copied before: {}", log, JprismaHome.reason(e));
        }
    }
}
