package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That the data of an instance is being exchanged or taken away, written before anything is done, so that a daemon that
 * is killed in the middle leaves enough for the next one to end or undo it.
 *
 * @param takes the snapshot that the present data becomes; null if there is none, or it is not kept
 * @param gives the snapshot whose data takes its place and that is none afterwards; null if the new data is a copy
 * @param after the instance with the new data; null if it is removed
 */
public record DataExchange(SnapshotRecord takes, SnapshotName gives, InstanceRecord after) {
    private static final String FILE = "exchange.json";

    /** Whether the instance goes with its data. */
    public boolean removes() {
        return after == null;
    }

    /** The caller is the daemon. */
    public void write(JprismaHome home, InstanceName instance) {
        Path file = fileOf(home, instance);
        try {
            JprismaHome.createPrivateDirectories(file.getParent());
            DiskSync.folder(home.instances());
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot make " + file.getParent() + " (" + JprismaHome.reason(e) + ")", e);
        }
        AtomicFile.write(file, RecordJson.writeIndented(this));
    }

    /**
     * What is being done to an instance.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if that cannot be read; nothing is to be done to the
     *     instance then
     */
    public static Optional<DataExchange> read(JprismaHome home, InstanceName instance) {
        return UnderWayFile.read(
                fileOf(home, instance),
                DataExchange.class,
                "which says what a daemon that was killed was doing to the data of " + instance
                        + ": the data is in data or previous beside it. See that it is in data, and remove the file");
    }

    /** It is done, or undone. The caller is the daemon. */
    public static void delete(JprismaHome home, InstanceName instance) {
        AtomicFile.delete(fileOf(home, instance));
    }

    /** The instances, recorded or not, of which a daemon before left one. */
    public static List<InstanceName> underWay(JprismaHome home) {
        try (Stream<Path> folders = Files.list(home.instances())) {
            return folders.filter(folder -> Files.exists(folder.resolve(FILE)))
                    .map(folder -> folder.getFileName().toString())
                    .filter(InstanceName::isValid)
                    .map(InstanceName::new)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot read " + home.instances() + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private static Path fileOf(JprismaHome home, InstanceName instance) {
        return home.instanceDirectory(instance).resolve(FILE);
    }
}
