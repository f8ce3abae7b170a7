package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Names that differ in capital letters alone, which some file systems take for one (macOS and Windows by default). */
final class FoldedName {
    private FoldedName() {}

    /**
     * Whether a folder that was found under one name is another's: by the list of the folder above, since what a path's
     * real one is not every such file system says, or else by that.
     *
     * @param asked the last name of {@code folder}
     * @param recorded what the folder's record says
     */
    static boolean isUsed(String asked, String recorded, Path folder) {
        if (asked.equals(recorded) || !asked.equalsIgnoreCase(recorded)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder.getParent())) {
            return entries.map(entry -> entry.getFileName().toString()).noneMatch(asked::equals)
                    || folder.toRealPath().getFileName().toString().equals(recorded);
        } catch (IOException gone) {
            return false;
        }
    }

    /** @param other such as {@code shop, which is another instance} */
    static String refusal(String other) {
        return "this file system does not tell that name from " + other
                + ": choose a name that differs in more than capital letters";
    }
}
