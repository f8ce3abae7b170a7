package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The records of the histories of instances, one file each. What cannot be read is none: a history begins anew then,
 * and what is lost is the past. As with the {@link Registry}, anyone may read and only the daemon writes. Safe for
 * threads.
 */
public final class HistoryRegistry {
    private static final String SLOTS = "pg_replslot";
    private static final String SUFFIX = ".json";

    private final JprismaHome home;

    public HistoryRegistry(JprismaHome home) {
        this.home = home;
    }

    /** The id of the history of the data there: that whose slot it has. Empty if there is none, or no data. */
    public static Optional<String> idOf(Path dataDirectory) {
        return names(dataDirectory.resolve(SLOTS)).stream()
                .flatMap(name -> HistoryRecord.idOfSlot(name).stream())
                .findFirst();
    }

    /** Whether the data there has the slot of that history. */
    public static boolean belongs(String id, Path dataDirectory) {
        return Files.isDirectory(slotDirectory(id, dataDirectory), LinkOption.NOFOLLOW_LINKS);
    }

    /** Where PostgreSQL keeps the slot of a history. */
    public static Path slotDirectory(String id, Path dataDirectory) {
        return dataDirectory.resolve(SLOTS).resolve(HistoryRecord.slotOf(id));
    }

    /** The history of an instance's data as it is; empty if there is none, or it has not begun. */
    public Optional<HistoryRecord> of(InstanceRecord instance) {
        return idOf(instance.dataDirectory(home))
                .flatMap(id -> find(instance.name(), id))
                .filter(history -> !history.bases().isEmpty());
    }

    public Optional<HistoryRecord> find(InstanceName instance, String id) {
        try {
            HistoryRecord record =
                    RecordJson.parse(HomeFile.read(fileOf(instance, id))).to(HistoryRecord.class);
            return Optional.of(record)
                    .filter(read -> read.id().equals(id) && read.schemaVersion() <= HistoryRecord.SCHEMA_VERSION);
        } catch (IOException | IllegalArgumentException | JprismaException unreadable) {
            return Optional.empty();
        }
    }

    /** The ids of all histories of an instance: of its data, and of data that was put aside. */
    public List<String> ids(InstanceName instance) {
        return names(folderOf(instance)).stream()
                .filter(name -> name.endsWith(SUFFIX))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .filter(HistoryRecord::isId)
                .toList();
    }

    /** The caller is the daemon. */
    public void save(InstanceName instance, HistoryRecord history) {
        Path file = fileOf(instance, history.id());
        try {
            JprismaHome.createPrivateDirectories(file.getParent());
            DiskSync.folder(file.getParent().getParent());
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot make " + file.getParent() + " (" + JprismaHome.reason(e) + ")", e);
        }
        AtomicFile.write(file, RecordJson.writeIndented(history));
    }

    /** From now on there is no such history: its bases are to be deleted. The caller is the daemon. */
    public void forget(InstanceName instance, String id) {
        AtomicFile.delete(fileOf(instance, id));
    }

    private Path folderOf(InstanceName instance) {
        return home.instanceDirectory(instance).resolve("history");
    }

    private Path fileOf(InstanceName instance, String id) {
        return folderOf(instance).resolve(id + SUFFIX);
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException unknown) {
            return List.of();
        }
    }
}
