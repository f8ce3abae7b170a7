package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies of clusters with their data. Each is made in a place of its own, is on the disk and was shut down: to use it
 * is to rename it. Safe for threads.
 */
public final class ClusterCopies {
    private final ClusterFactory clusters;
    private final ClusterCopier copier;

    /** @param clusters of the binaries that made what is copied */
    public ClusterCopies(ClusterFactory clusters) {
        this.clusters = clusters;
        this.copier = new ClusterCopier(clusters.storage());
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
        });
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
            requireShutDown(copy.path());
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

    private static void discard(Unfinished copy, Exception why) {
        try {
            copy.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** A cluster that was shut down needs the one file of WAL that says so. */
    private static String lastSegment(Path dataDirectory, ControlFile control) throws IOException {
        try (Stream<Path> files = Files.list(dataDirectory.resolve("pg_wal"))) {
            List<Path> segments = files.filter(
                            file -> file.getFileName().toString().matches("[0-9A-F]{24}"))
                    .toList();
            if (segments.isEmpty()) {
                throw new IOException("its WAL is gone");
            }
            return new WalSegments(Files.size(segments.get(0)), control.timeline()).nameOf(control.redo());
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
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, dataDirectory + " cannot be read (" + JprismaHome.reason(e) + ")", e);
        }
    }
}
