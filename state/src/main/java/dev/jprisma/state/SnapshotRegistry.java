package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The snapshots of a home, a folder and a JSON file each: without that file there is no snapshot. They outlive their
 * instance. As with the {@link Registry}, anyone may read and only the daemon writes. Safe for threads.
 */
public final class SnapshotRegistry {
    private static final String RECORD = "snapshot.json";

    private final JprismaHome home;

    public SnapshotRegistry(JprismaHome home) {
        this.home = home;
    }

    /** Those of all instances, the oldest first and what cannot be read before that. */
    public List<SnapshotEntry> list() {
        return instances().stream()
                .flatMap(instance -> of(instance).stream())
                .sorted(oldestFirst())
                .toList();
    }

    /** Those of an instance, which may be gone, in the same order. */
    public List<SnapshotEntry> of(InstanceName instance) {
        return folders(folderOf(instance)).stream()
                .filter(SnapshotName::isValid)
                .flatMap(name -> find(instance, new SnapshotName(name)).stream())
                .sorted(oldestFirst())
                .toList();
    }

    /** The names of instances that have, or had, snapshots. */
    public List<InstanceName> instances() {
        return folders(home.snapshots()).stream()
                .filter(InstanceName::isValid)
                .map(InstanceName::new)
                .toList();
    }

    public Optional<SnapshotEntry> find(InstanceName instance, SnapshotName name) {
        Path file = fileOf(instance, name);
        try {
            SnapshotRecord record = RecordJson.parse(HomeFile.read(file)).to(SnapshotRecord.class);
            if (FoldedName.isUsed(name.value(), record.name().value(), file.getParent())) {
                return Optional.of(SnapshotEntry.unreadable(
                        instance, name, FoldedName.refusal(record.name() + ", which is another snapshot")));
            }
            return Optional.of(
                    record.name().equals(name) && record.schemaVersion() <= SnapshotRecord.SCHEMA_VERSION
                            ? SnapshotEntry.of(instance, record)
                            : damaged(instance, name, file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    SnapshotEntry.unreadable(instance, name, "its record " + file + " " + HomeFile.cannotBeRead(e)));
        } catch (IllegalArgumentException | JprismaException e) {
            return Optional.of(damaged(instance, name, file));
        }
    }

    private static SnapshotEntry damaged(InstanceName instance, SnapshotName name, Path file) {
        return SnapshotEntry.unreadable(
                instance,
                name,
                "its record " + file + " is damaged, or of a later version; its data is untouched. To remove both:"
                        + " jprisma dev snapshot rm " + instance + " " + name);
    }

    /** What an instance lost last to a command that destroys; empty if there is nothing, or no more. */
    public Optional<SnapshotRecord> lastAutomatic(InstanceName instance) {
        return of(instance).stream()
                .flatMap(entry -> entry.readable().stream())
                .filter(snapshot -> snapshot.cause().isAutomatic())
                .reduce((earlier, later) -> later);
    }

    /** A name that no snapshot of this instance has, made of cause and time. */
    public SnapshotName newName(InstanceName instance, SnapshotCause cause, Instant time) {
        SnapshotName first = SnapshotName.of(cause, time);
        return Stream.concat(
                        Stream.of(first),
                        IntStream.iterate(2, number -> number + 1).mapToObj(first::another))
                .filter(name -> find(instance, name).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** From now on there is that snapshot, whose cluster is in its place. The caller is the daemon. */
    public void save(InstanceName instance, SnapshotRecord record) {
        Path file = fileOf(instance, record.name());
        try {
            JprismaHome.createPrivateDirectories(file.getParent());
            DiskSync.folder(home.root());
            DiskSync.folder(home.snapshots());
            DiskSync.folder(folderOf(instance));
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot make " + file.getParent() + " (" + JprismaHome.reason(e) + ")", e);
        }
        AtomicFile.write(file, RecordJson.writeIndented(record));
    }

    /**
     * The record of that snapshot, if it can be read, has the name that its instance has now. The caller is the daemon.
     */
    public void nameInstance(InstanceName instance, SnapshotName name) {
        find(instance, name)
                .flatMap(SnapshotEntry::readable)
                .filter(record -> !record.instance().name().equals(instance))
                .ifPresent(record -> save(instance, record.ofInstanceNamed(instance)));
    }

    /** From now on there is no such snapshot: what is left of it is to be deleted. The caller is the daemon. */
    public void forget(InstanceName instance, SnapshotName name) {
        AtomicFile.delete(fileOf(instance, name));
    }

    private static Comparator<SnapshotEntry> oldestFirst() {
        return Comparator.comparing(
                entry -> entry.readable().map(SnapshotRecord::createdAt).orElse(Instant.MIN));
    }

    private Path folderOf(InstanceName instance) {
        return home.snapshots().resolve(instance.value());
    }

    private Path fileOf(InstanceName instance, SnapshotName name) {
        return folderOf(instance).resolve(name.value()).resolve(RECORD);
    }

    private static List<String> folders(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot read " + folder + " (" + JprismaHome.reason(e) + ")", e);
        }
    }
}
