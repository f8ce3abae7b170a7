package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Says in a folder outside of a home which home it belongs to.
 *
 * @param identity of the home
 * @param path it had when this was written
 */
record HomeOwner(String identity, Path path) {
    static HomeOwner of(JprismaHome home) {
        return new HomeOwner(HomeIdentity.of(home).text(), home.root());
    }

    /**
     * Empty if there is no such file.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if nothing in it says whose the folder is
     */
    static Optional<HomeOwner> read(Path file) throws IOException {
        try {
            List<String> lines = TextLines.of(HomeFile.read(file));
            if (lines.size() != 2
                    || !lines.get(1).startsWith("/")
                    || lines.get(1).indexOf('\0') >= 0) {
                throw unusable(file, "is damaged", null);
            }
            return Optional.of(new HomeOwner(lines.get(0), Path.of(lines.get(1))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(file, HomeFile.cannotBeRead(e), e);
        }
    }

    private static JprismaException unusable(Path file, String how, IOException cause) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE,
                file + " " + how
                        + ", which says whose PostgreSQL's files beside it are; they are untouched. If no other"
                        + " home has them, delete it and type the command again",
                cause);
    }

    void write(Path file) throws IOException {
        Optional<HomeOwner> written = read(file);
        if (written.isEmpty() || !written.get().isSame(this)) {
            AtomicFile.write(file, identity + "\n" + path + "\n");
        }
    }

    /** Not a record's own equality, which is made when first asked: the twentieth part of a daemon's start. */
    private boolean isSame(HomeOwner other) {
        return identity.equals(other.identity) && path.equals(other.path);
    }

    /** Whether the owner is not this home, and is still where it was: a home that is gone was moved or restored. */
    boolean isAnotherThan(JprismaHome home) {
        return !identity.equals(HomeIdentity.of(home).text())
                && Files.isDirectory(path)
                && identity.equals(HomeIdentity.of(JprismaHome.at(path)).text());
    }
}
