package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whose instance one is, of the folders that have a {@code jprisma.toml}.
 *
 * @param folder its real path
 * @param chosen whether the instance was given its name for this folder alone, and not by the file
 */
public record ProjectFolder(String folder, boolean chosen) {
    /** The name of the file. */
    public static final String FILE = "jprisma.toml";

    public ProjectFolder {
        requireNonNull(folder, "folder");
    }

    /** Whether it is of that folder. */
    public boolean isOf(Path other) {
        return Path.of(folder).equals(other);
    }

    /**
     * An instance is of one folder, as long as that is there: two checkouts of one project would else share it unseen.
     *
     * @throws JprismaException ({@link ErrorKind#CONFLICT}) if it is another folder's
     */
    public static void requireOf(Path folder, InstanceRecord instance) {
        ProjectFolder owner = instance.project();
        if (owner != null
                && !owner.isOf(folder)
                && Files.exists(Path.of(owner.folder()).resolve(FILE))) {
            throw new JprismaException(
                    ErrorKind.CONFLICT,
                    instance.name() + " is the instance of another folder, " + owner.folder() + ". To give " + folder
                            + " one of its own: jprisma dev --as " + instance.name() + "-2");
        }
    }
}
