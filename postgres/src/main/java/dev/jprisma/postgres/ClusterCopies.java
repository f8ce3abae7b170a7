package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.UntrustedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies of clusters with their data. Each is made in a place of its own, is on the disk and was shut down: to use it
 * is to rename it. Safe for threads.
 */
public final class ClusterCopies {
    private static final String WAL = "pg_wal";
    private static final Duration DELETION_LIMIT = Duration.ofSeconds(5);

    private final ClusterFactory clusters;
    private final ClusterCopier copier;

    /** @param clusters of the binaries that made what is copied */
    public ClusterCopies(ClusterFactory clusters) {
        this(clusters, () -> false);
    }

    /**
     * The same for who may not wait to the end.
     *
     * @param abandoned whether nobody waits any more: then a copy under way is given up, and nothing of it is left
     */
    public ClusterCopies(ClusterFactory clusters, BooleanSupplier abandoned) {
        this.clusters = clusters;
        this.copier = new ClusterCopier(clusters.storage(), abandoned);
    }

    /** What makes a copy complete, and ready to be used. */
    @FunctionalInterface
    private interface Step {
        void run(Path copy) throws IOException;
    }

    /**
     * A copy of a cluster whose server goes on: all that was committed before is in it. It was recovered, which proves
     * it.
     *
     * @param superuser how its superuser logs in
     * @throws ServerErrorException if he is not let in
     * @throws JprismaException why not
     */
    public Unfinished ofRunning(Path dataDirectory, ServerAddress superuser) {
        return make(dataDirectory, copy -> {
            new OnlineBackup(copier, dataDirectory, superuser).copyTo(copy);
            recover(copy);
            requireShutDown(copy);
        });
    }

    /**
     * The same, and not recovered: {@link #ofMoment} brings copies of it to a moment since.
     *
     * @throws ServerErrorException if he is not let in
     * @throws JprismaException why not
     */
    public BaseCopy baseOf(Path dataDirectory, ServerAddress superuser) {
        AtomicLong wal = new AtomicLong();
        AtomicReference<Instant> from = new AtomicReference<>();
        Unfinished base = make(dataDirectory, copy -> {
            wal.set(new OnlineBackup(copier, dataDirectory, superuser).copyTo(copy));
            from.set(Instant.now());
            clusters.sync(copy);
        });
        return new BaseCopy(base, wal.get(), from.get());
    }

    /**
     * A copy of a cluster as it was at a moment, with the configuration that it has.
     *
     * @param base of it, from before
     * @param wal the position from which the base needs its WAL
     * @param dataDirectory where the WAL since is
     * @param at not before the base can be brought to
     * @param live whether a server goes on there; then it has committed something after that moment
     * @throws JprismaException why not, for example since WAL is missing
     */
    public Unfinished ofMoment(Path base, long wal, Path dataDirectory, Instant at, boolean live) {
        return make(dataDirectory, copy -> {
            requireWal(dataDirectory, wal);
            copier.copyStopped(base, copy, "*");
            copier.write(copy.resolve(OnlineBackup.LABEL), UntrustedFile.read(base.resolve(OnlineBackup.LABEL)));
            copier.copyConfiguration(dataDirectory, copy);
            new PointInTimeRecovery(copier, clusters.installation(), dataDirectory.resolve(WAL)).run(copy, at, !live);
            requireShutDown(copy);
        });
    }

    private static void requireWal(Path dataDirectory, long from) throws IOException {
        ControlFile control = ControlFile.of(dataDirectory);
        List<Path> there = segments(dataDirectory);
        Set<String> names =
                there.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        WalSegments segments = new WalSegments(Files.size(there.get(0)), control.timeline());
        for (String name : segments.namesOf(from, control.redo() + 1)) {
            if (!names.contains(name)) {
                throw new IOException("WAL file " + name + " is gone");
            }
        }
    }

    /**
     * A copy of a cluster that no server runs on; one that its last server left in the middle is recovered in the copy.
     *
     * @throws JprismaException why not
     */
    public Unfinished ofStopped(Path dataDirectory) {
        ControlFile control = ControlFile.of(dataDirectory);
        return make(dataDirectory, copy -> {
            copier.copyStopped(dataDirectory, copy, control.isShutDown() ? lastSegment(dataDirectory, control) : "*");
            if (control.isShutDown()) {
                clusters.sync(copy);
            } else {
                recover(copy);
            }
            requireShutDown(copy);
        });
    }

    /**
     * An empty cluster with the configuration of another.
     *
     * @throws JprismaException why not
     */
    public Unfinished emptyLike(Path dataDirectory) {
        Unfinished empty = clusters.createAside();
        try {
            copier.copyConfiguration(dataDirectory, empty.path());
            clusters.sync(empty.path());
            return empty;
        } catch (IOException | RuntimeException e) {
            discard(empty, e);
            throw failure(dataDirectory, e);
        }
    }

    private Unfinished make(Path source, Step step) {
        Storage storage = clusters.storage();
        Unfinished copy = null;
        try {
            copy = Unfinished.in(storage.createDirectory(storage.copies()));
            step.run(copy.path());
            return copy;
        } catch (IOException | RuntimeException e) {
            if (copy != null) {
                discard(copy, e);
            }
            throw failure(source, e);
        }
    }

    private static RuntimeException failure(Path source, Exception e) {
        if (e instanceof JprismaException || e instanceof ServerErrorException) {
            return (RuntimeException) e;
        }
        String reason = e instanceof IOException io ? JprismaHome.reason(io) : e.toString();
        return new JprismaException(ErrorKind.HOME_UNUSABLE, source + " cannot be copied (" + reason + ")", e);
    }

    /**
     * A copy that was given up in the middle may have started a program just then, which goes on until its folder is
     * gone.
     */
    private static void discard(Unfinished copy, Exception why) {
        AtomicReference<IOException> failure = new AtomicReference<>();
        boolean deleted = Deadline.in(DELETION_LIMIT).await(() -> {
            try {
                copy.close();
                return true;
            } catch (IOException e) {
                failure.set(e);
                return false;
            }
        });
        if (!deleted) {
            why.addSuppressed(failure.get());
        }
    }

    /** A cluster that was shut down needs the one file of WAL that says so. */
    private static String lastSegment(Path dataDirectory, ControlFile control) throws IOException {
        return new WalSegments(Files.size(segments(dataDirectory).get(0)), control.timeline()).nameOf(control.redo());
    }

    /** The files of a cluster's WAL; at least one. */
    private static List<Path> segments(Path dataDirectory) throws IOException {
        try (Stream<Path> files = Files.list(dataDirectory.resolve(WAL))) {
            List<Path> segments = files.filter(
                            file -> file.getFileName().toString().matches("[0-9A-F]{24}"))
                    .toList();
            if (segments.isEmpty()) {
                throw new IOException("its WAL is gone");
            }
            return segments;
        }
    }

    /**
     * Starts a cluster once, where nobody can reach it, and shuts it down.
     *
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if PostgreSQL cannot, in its words
     */
    private void recover(Path dataDirectory) {
        SingleUserMode.run(clusters.installation(), dataDirectory, List.of(), Set.of(), "The copy cannot be recovered");
    }

    private static void requireShutDown(Path dataDirectory) {
        if (!ControlFile.of(dataDirectory).isShutDown()) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, "The copy in " + dataDirectory + " did not shut down");
        }
    }

    /**
     * How much a cluster takes on the disk.
     *
     * @throws JprismaException if it cannot be read
     */
    public static long bytes(Storage storage, Path dataDirectory) {
        try {
            return new ClusterCopier(storage).bytes(dataDirectory);
        } catch (IOException e) {
            throw unreadable(dataDirectory, e);
        }
    }

    /**
     * How much a copy of a cluster takes: of its WAL, of which a history keeps a lot, a copy needs a file.
     *
     * @throws JprismaException if it cannot be read
     */
    public static long bytesOfCopy(Storage storage, Path dataDirectory) {
        try {
            ClusterCopier copier = new ClusterCopier(storage);
            return copier.bytes(dataDirectory)
                    - copier.bytes(dataDirectory.resolve(WAL))
                    + Files.size(segments(dataDirectory).get(0));
        } catch (IOException e) {
            throw unreadable(dataDirectory, e);
        }
    }

    private static JprismaException unreadable(Path dataDirectory, IOException e) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE, dataDirectory + " cannot be read (" + JprismaHome.reason(e) + ")", e);
    }
}
