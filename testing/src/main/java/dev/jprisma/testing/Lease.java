package dev.jprisma.testing;

import dev.jprisma.postgres.Unfinished;
import dev.jprisma.state.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who a throw-away server's folder belongs to: a file beside it names the process. It is written before the folder is
 * made and removed after it is deleted, so that whatever a killed process leaves has a lease whose owner is gone.
 */
final class Lease {
    private static final String SUFFIX = ".lease";
    private static final String KEPT = "kept";

    private final Path file;
    private final ProcessIdentity owner;
    private final boolean kept;

    private Lease(Path file, ProcessIdentity owner, boolean kept) {
        this.file = file;
        this.owner = owner;
        this.kept = kept;
    }

    /** A lease of this process on a folder that is not made yet. */
    static Lease take(Path servers) throws IOException {
        Lease lease = new Lease(servers.resolve(UUID.randomUUID() + SUFFIX), ProcessIdentity.current(), false);
        lease.write();
        return lease;
    }

    private void write() throws IOException {
        try (Unfinished next = Unfinished.in(file.getParent())) {
            Files.writeString(next.path(), owner.pid() + "\n" + owner.started() + "\n" + (kept ? KEPT : "") + "\n");
            Files.move(next.path(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes leases that a killed process was writing. */
    static void removeAbandoned(Path servers) throws IOException {
        try (Stream<Path> files = Files.list(servers)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Unfinished.isAbandoned(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** All leases in this folder; one that cannot be read belongs to nobody. */
    static List<Lease> in(Path servers) throws IOException {
        try (Stream<Path> files = Files.list(servers)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .flatMap(file -> read(file).stream())
                    .toList();
        }
    }

    private static Optional<Lease> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            ProcessIdentity owner = new ProcessIdentity(Long.parseLong(lines.get(0)), lines.get(1));
            return Optional.of(new Lease(file, owner, lines.get(2).equals(KEPT)));
        } catch (IOException releasedMeanwhile) {
            return Optional.empty();
        } catch (RuntimeException damaged) {
            return Optional.of(new Lease(file, new ProcessIdentity(0, ""), false));
        }
    }

    /** The folder: the cluster in {@code data}, its log in {@code postgres.log}. */
    Path folder() {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
    }

    Path dataDirectory() {
        return folder().resolve("data");
    }

    Path log() {
        return folder().resolve("postgres.log");
    }

    boolean isOwnerGone() {
        return !owner.isAlive();
    }

    /** Whether its owner left it for a person to look at. */
    boolean isKept() {
        return kept;
    }

    /** Leaves it for a person to look at. */
    void keep() throws IOException {
        new Lease(file, owner, true).write();
    }

    /** After the folder is deleted. */
    void end() throws IOException {
        Files.deleteIfExists(file);
    }

    Instant writtenAt() {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException endedMeanwhile) {
            return Instant.EPOCH;
        }
    }

    static Comparator<Lease> newestFirst() {
        return Comparator.comparing(Lease::writtenAt).reversed();
    }
}
