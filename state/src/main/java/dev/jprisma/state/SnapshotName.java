package dev.jprisma.state;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The name of a snapshot among those of its instance: 1 to 63 of {@code a-z A-Z 0-9 _ -}, and no option. It names a
 * directory, so nothing else is let in.
 */
public record SnapshotName(String value) {
    /** @throws JprismaException ({@link ErrorKind#INVALID}) if it is not a name */
    public SnapshotName {
        if (!isValid(value)) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "'" + value + "' is not a name for a snapshot: use 1 to 63 letters, digits, '_' and '-'");
        }
    }

    /** Such as {@code rm-20261127-183005}: what was done, and when by UTC. */
    static SnapshotName of(SnapshotCause cause, Instant time) {
        return new SnapshotName(cause + "-"
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                        .withZone(ZoneOffset.UTC)
                        .format(time));
    }

    /** The same for another of that second. */
    SnapshotName another(int number) {
        return new SnapshotName(value + "-" + number);
    }

    public static boolean isValid(String value) {
        return InstanceName.isValid(value) && !value.startsWith("-");
    }

    // A record's own are made when first asked, while somebody waits for the daemon.

    @Override
    public boolean equals(Object other) {
        return other instanceof SnapshotName name && value.equals(name.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
