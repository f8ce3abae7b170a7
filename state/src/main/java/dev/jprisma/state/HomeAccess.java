package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether a home is its user's alone: whoever writes it chooses the programs that are run from it. */
final class HomeAccess {
    private HomeAccess() {}

    /** Root touches nothing in a folder of somebody else's, such as the home folder of who typed sudo. */
    static void requirePlaceOf(JprismaHome home) throws IOException {
        if (!FileOwnership.areRoot() || (Files.exists(home.root()) && !FileOwnership.isOurs(home.root()))) {
            return;
        }
        Optional<Path> unsafe = FileOwnership.unsafeParentOf(home.root());
        if (unsafe.isEmpty()) {
            return;
        }
        Path folder = unsafe.get();
        if (!FileOwnership.isOurs(folder)) {
            throw refused(home, "is in " + folder + ", which " + belongsTo(folder) + asTheirOwner(folder));
        }
        throw refused(home, "is in " + folder + ", which others can write: chmod go-w '" + folder + "'");
    }

    static void requireOurs(JprismaHome home) throws IOException {
        for (Path folder : List.of(home.root(), home.instances())) {
            // The home itself may be a link of ours.
            Path real = Files.exists(folder) ? folder.toRealPath() : folder;
            if (!Files.exists(real)) {
                continue;
            }
            if (!FileOwnership.isOurs(real)) {
                throw refused(home, belongsTo(real) + asTheirOwner(real));
            }
            if (FileOwnership.isWritableByOthers(real)) {
                throw refused(home, "can be written by others: chmod go-w '" + real + "'");
            }
        }
    }

    private static String belongsTo(Path folder) throws IOException {
        return "belongs to user " + FileOwnership.ownerOf(folder).getName() + ", and this is user "
                + FileOwnership.ourselves().getName();
    }

    private static String asTheirOwner(Path folder) throws IOException {
        return FileOwnership.areRoot()
                ? ": leave out sudo, or type sudo -u "
                        + FileOwnership.ownerOf(folder).getName() + " -H jprisma ..."
                : "";
    }

    private static JprismaException refused(JprismaHome home, String why) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE,
                "The home " + home + " " + why + (why.contains(": ") ? "; or" : ":")
                        + " name another folder in JPRISMA_HOME");
    }
}
