package dev.jprisma.state.control;

import dev.jprisma.state.PostgresChoice;
import java.util.List;

/**
 * A version of PostgreSQL that a home has or can have: an object of {@code postgres ls --json}.
 *
 * @param version such as {@code 17.11}
 * @param source where its binaries are or come from
 * @param directory of its binaries; null if they are not here
 * @param instances that run on it, or would if they were started
 */
public record PostgresVersion(String version, Source source, String directory, List<String> instances) {
    /** Where binaries come from. */
    public enum Source {
        /** They come with jprisma. */
        PACKED,
        /** They were brought into the home. */
        FETCHED,
        /** They are not here; Maven would fetch them. */
        AVAILABLE,
        /** They are of an installation of the user's. */
        MACHINE;

        /** As JSON has it. */
        @Override
        public String toString() {
            return switch (this) {
                case PACKED -> "packed";
                case FETCHED -> "fetched";
                case AVAILABLE -> "available";
                case MACHINE -> "machine";
            };
        }
    }

    public int major() {
        return PostgresChoice.majorOf(version);
    }
}
