package dev.jprisma.state;

import java.util.Objects;

/**
 * Which PostgreSQL a server is to run on.
 *
 * @param major such as 17, between {@value #OLDEST} and {@value #NEWEST}
 * @param home the folder of an installation that is not ours, whose version must be that; null for our own binaries
 */
public record PostgresChoice(int major, String home) {
    /** The oldest major version that our binaries are pinned of. */
    public static final int OLDEST = 14;
    /** The newest one, which is the one that is packed. */
    public static final int NEWEST = 18;

    /** Our own binaries of the newest version. */
    public static final PostgresChoice DEFAULT = new PostgresChoice(NEWEST, null);

    /** @throws IllegalArgumentException if there is no such version here */
    public PostgresChoice {
        requireKnown(Integer.toString(major), major);
    }

    /** Our own binaries of a major version. */
    public static PostgresChoice of(int major) {
        return new PostgresChoice(major, null);
    }

    /**
     * The major version in what a person or PostgreSQL says, such as {@code 17} or {@code 17.11}.
     *
     * @throws IllegalArgumentException if there is no such version here
     */
    public static int majorOf(String version) {
        String digits = version.strip().split("\\D", 2)[0];
        int major = digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
        requireKnown(version, major);
        return major;
    }

    private static void requireKnown(String said, int major) {
        if (major < OLDEST || major > NEWEST) {
            throw new IllegalArgumentException(
                    "jprisma runs PostgreSQL " + OLDEST + " to " + NEWEST + ", and not '" + said + "'");
        }
    }

    public boolean isOurs() {
        return home == null;
    }

    // Written out: what a record generates is linked at run time, which a command's start would wait for.

    @Override
    public boolean equals(Object other) {
        return other instanceof PostgresChoice that && major == that.major && Objects.equals(home, that.home);
    }

    @Override
    public int hashCode() {
        return Objects.hash(major, home);
    }

    /** As an error names it. */
    @Override
    public String toString() {
        return "PostgreSQL " + major + (home == null ? "" : " in " + home);
    }
}
