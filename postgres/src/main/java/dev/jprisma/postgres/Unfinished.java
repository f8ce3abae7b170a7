package dev.jprisma.postgres;

import java.nio.file.Path;
import java.util.UUID;

/** Names for what is being made, and becomes visible by a rename when it is whole. They say who makes it. */
public final class Unfinished {
    private static final String PREFIX = "unfinished-";

    private Unfinished() {}

    /** A name in {@code folder} that nothing has. */
    public static Path in(Path folder) {
        return folder.resolve(PREFIX + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }

    /** Whether a name is of something whose maker has ended: nobody will finish it. */
    public static boolean isAbandoned(String name) {
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        String[] parts = name.split("-", 3);
        return parts.length < 3
                || !parts[1].matches("\\d{1,18}")
                || ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
    }
}
