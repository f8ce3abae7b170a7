package dev.jprisma.cli.project;

import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The way from a folder to the {@code jprisma.toml} that counts for it: the nearest one up to the checkout's own folder
 * (which has {@code .git}), or, where there is no checkout, below the user's home. Elsewhere, as in {@code /tmp}, only
 * that of the folder itself counts, since whoever may write above it is not known.
 */
final class ProjectSearch {
    private final Path userHome;

    /** @param userHome of whom the folders below are; real, if there is such a folder */
    ProjectSearch(Path userHome) {
        this.userHome = userHome;
    }

    static ProjectSearch ofThisUser() {
        String home = System.getenv("HOME");
        Path named = Path.of(home != null && !home.isBlank() ? home : System.getProperty("user.home"));
        try {
            return new ProjectSearch(named.toRealPath());
        } catch (IOException noFolder) {
            return new ProjectSearch(named.toAbsolutePath());
        }
    }

    /** Empty if there is none, as in a folder that was deleted. */
    Optional<Path> from(Path workingFolder) {
        Path start;
        try {
            start = workingFolder.toRealPath();
        } catch (IOException gone) {
            return Optional.empty();
        }
        Path nearest = null;
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (nearest == null && Files.exists(folder.resolve(ProjectFolder.FILE), LinkOption.NOFOLLOW_LINKS)) {
                nearest = folder;
            }
            if (isCheckout(folder)) {
                return nearest == null ? Optional.empty() : Optional.of(nearest.resolve(ProjectFolder.FILE));
            }
        }
        boolean counts = nearest != null && (nearest.equals(start) || isBelowHome(nearest));
        return counts ? Optional.of(nearest.resolve(ProjectFolder.FILE)) : Optional.empty();
    }

    private boolean isBelowHome(Path folder) {
        return folder.startsWith(userHome) && !folder.equals(userHome);
    }

    /** What a stranger put above our folders makes no checkout of them. */
    private static boolean isCheckout(Path folder) {
        Path git = folder.resolve(".git");
        try {
            return Files.exists(git, LinkOption.NOFOLLOW_LINKS) && FileOwnership.isOursOrRoots(git);
        } catch (IOException gone) {
            return false;
        }
    }
}
