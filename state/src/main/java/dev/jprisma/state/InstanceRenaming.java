package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That an instance is getting another name, written before anything is done, so that a daemon that is killed in the
 * middle leaves enough for the next one to end it.
 *
 * @param snapshots its own: under its new name there may be others, of an instance that was removed
 * @param restarts whether it ran, and is to run again
 */
public record InstanceRenaming(InstanceName from, InstanceName to, List<SnapshotName> snapshots, boolean restarts) {
    private static final String SUFFIX = ".json";

    public InstanceRenaming {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        snapshots = List.copyOf(snapshots);
    }

    /** Whether it is this instance's, by the old name or the new one. */
    public boolean concerns(InstanceName instance) {
        return from.equals(instance) || to.equals(instance);
    }

    /** Undoes it. */
    public InstanceRenaming reversed() {
        return new InstanceRenaming(to, from, snapshots, restarts);
    }

    /** The caller is the daemon. */
    public void write(JprismaHome home) {
        try {
            if (!Files.isDirectory(home.renames())) {
                JprismaHome.createPrivateDirectories(home.renames());
                DiskSync.folder(home.root());
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot make " + home.renames() + " (" + JprismaHome.reason(e) + ")", e);
        }
        AtomicFile.write(fileOf(home, from), RecordJson.writeIndented(this));
    }

    /** It is done, or undone. The caller is the daemon. */
    public void delete(JprismaHome home) {
        AtomicFile.delete(fileOf(home, from));
    }

    /**
     * What is being done to an instance, by its old name or the new one.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if that cannot be read; nothing is to be done to the
     *     instance then
     */
    public static Optional<InstanceRenaming> of(JprismaHome home, InstanceName instance) {
        Optional<InstanceRenaming> byOldName = read(home, instance);
        return byOldName.isPresent()
                ? byOldName
                : underWay(home).stream()
                        .flatMap(from -> readable(home, from).stream())
                        .filter(renaming -> renaming.to.equals(instance))
                        .findFirst();
    }

    /** The old names of the instances of which a daemon before left one, or to which it is being done. */
    public static List<InstanceName> underWay(JprismaHome home) {
        try (Stream<Path> files = Files.list(home.renames())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .filter(InstanceName::isValid)
                    .map(InstanceName::new)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot read " + home.renames() + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    /** Whether a folder that has one name is that of the instance whose record has the other. */
    static boolean isUnderWay(JprismaHome home, InstanceName recorded, InstanceName folder) {
        return underWay(home).stream()
                .flatMap(from -> readable(home, from).stream())
                .anyMatch(renaming -> renaming.concerns(recorded) && renaming.concerns(folder));
    }

    /** One that is damaged is told of to who asks for the instance. */
    private static Optional<InstanceRenaming> readable(JprismaHome home, InstanceName from) {
        try {
            return read(home, from);
        } catch (JprismaException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<InstanceRenaming> read(JprismaHome home, InstanceName from) {
        return UnderWayFile.read(
                fileOf(home, from),
                InstanceRenaming.class,
                "which says what other name a daemon that was killed was giving to " + from
                        + ". See that its folders in instances and snapshots have one name, and remove the file");
    }

    private static Path fileOf(JprismaHome home, InstanceName from) {
        return home.renames().resolve(from.value() + SUFFIX);
    }
}
