package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * What the home records of a snapshot: a cluster that was shut down, as that of an instance was at a moment. A value;
 * only the daemon writes it, when the cluster is whole.
 *
 * @param schemaVersion of the file
 * @param name among those of its instance
 * @param cause why there is one
 * @param createdAt what was committed until then is in it
 * @param bytes that it takes on the disk; a file system that shares blocks has them once
 * @param instance as it was: version of PostgreSQL, password, ports, secret
 */
public record SnapshotRecord(
        int schemaVersion,
        SnapshotName name,
        SnapshotCause cause,
        Instant createdAt,
        long bytes,
        InstanceRecord instance) {

    /** The schema this version writes; it reads this and older ones. */
    public static final int SCHEMA_VERSION = 1;

    /** How long one stays that was taken by itself. */
    public static final Duration AUTOMATIC_STAY = Duration.ofDays(1);

    public SnapshotRecord {
        requireNonNull(name, "name");
        requireNonNull(cause, "cause");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(instance, "instance");
    }

    public static SnapshotRecord create(
            SnapshotName name, SnapshotCause cause, Instant createdAt, long bytes, InstanceRecord instance) {
        return new SnapshotRecord(SCHEMA_VERSION, name, cause, createdAt, bytes, instance);
    }

    /** When it goes by itself; null if it stays. What an instance left goes at the end of its life time. */
    public Instant expiresAt() {
        if (!cause.isAutomatic()) {
            return null;
        }
        Instant end = createdAt.plus(AUTOMATIC_STAY);
        Instant endOfLife = cause == SnapshotCause.RM ? instance.endsAt() : null;
        return endOfLife != null && endOfLife.isBefore(end) ? endOfLife : end;
    }

    /** Its cluster's superuser and roles log in as with that instance now. */
    public SnapshotRecord withLoginsOf(InstanceRecord other) {
        return new SnapshotRecord(SCHEMA_VERSION, name, cause, createdAt, bytes, instance.withLoginsOf(other));
    }

    /** The same of an instance that has another name now. */
    SnapshotRecord ofInstanceNamed(InstanceName newName) {
        return new SnapshotRecord(SCHEMA_VERSION, this.name, cause, createdAt, bytes, instance.named(newName));
    }
}
