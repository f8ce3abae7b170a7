package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What the registry holds of one instance. A value: it changes by copy, and only the daemon writes it.
 *
 * @param schemaVersion of the file
 * @param name also its directory
 * @param createdAt when it was made
 * @param postgresVersion such as {@code 18.6}; the major is that of its data directory
 * @param dataDirectory absolute, or relative to the instance's directory
 * @param ports recorded at the first start, used again
 * @param formerPorts those it had before and keeps from others; records of versions before this have none
 * @param closedDoors what the daemon cannot serve of it while it runs
 * @param secret the random part of its API key
 * @param ephemeral whether it is deleted when it stops, and need not survive a crash of the machine
 * @param wanted what the user last asked for
 * @param status what the daemon last knew; read it through {@link Liveness}
 * @param error why, where the status is {@link InstanceStatus#ERROR} or {@link InstanceStatus#CRASHED}; else null
 * @param postmaster the live server, or the last one; null before the first
 * @param owner the process whose end stops it (a terminal's foreground instance); null if nobody's
 * @param allowedOrigins of web pages that may use its HTTP port; records of versions before this have none
 */
public record InstanceRecord(
        int schemaVersion,
        InstanceName name,
        Instant createdAt,
        String postgresVersion,
        String dataDirectory,
        InstancePorts ports,
        String secret,
        boolean ephemeral,
        Wanted wanted,
        InstanceStatus status,
        String error,
        ProcessIdentity postmaster,
        ProcessIdentity owner,
        List<String> allowedOrigins,
        List<FormerPort> formerPorts,
        ClosedDoors closedDoors) {

    /** The schema this version writes; it reads this and older ones. */
    public static final int SCHEMA_VERSION = 1;

    public InstanceRecord {
        requireNonNull(name, "name");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(dataDirectory, "dataDirectory");
        requireNonNull(ports, "ports");
        requireNonNull(secret, "secret");
        requireNonNull(wanted, "wanted");
        requireNonNull(status, "status");
        allowedOrigins = allowedOrigins == null ? List.of() : WebOrigins.checked(allowedOrigins);
        formerPorts = formerPorts == null ? List.of() : List.copyOf(formerPorts);
        closedDoors = closedDoors == null ? ClosedDoors.NONE : closedDoors;
    }

    /** A new instance that has not run yet. */
    public static InstanceRecord create(
            InstanceName name, String postgresVersion, String dataDirectory, InstancePorts ports, boolean ephemeral) {
        return new InstanceRecord(
                SCHEMA_VERSION,
                name,
                Instant.now(),
                postgresVersion,
                dataDirectory,
                ports,
                ApiKey.newSecret(),
                ephemeral,
                Wanted.STOPPED,
                InstanceStatus.NOT_RUNNING,
                null,
                null,
                null,
                List.of(),
                List.of(),
                ClosedDoors.NONE);
    }

    /** Whether it ever ran: then its data is somebody's. */
    public boolean hasRun() {
        return postmaster != null;
    }

    /** Where its data is. */
    public Path dataDirectory(JprismaHome home) {
        return home.instanceDirectory(name).resolve(dataDirectory);
    }

    /**
     * It was asked to run, by {@code owner} if that is not null. If it ever ran, a port it had before becomes a former
     * one.
     */
    public InstanceRecord starting(InstancePorts newPorts, ProcessIdentity newOwner) {
        return with(newPorts, Wanted.RUNNING, InstanceStatus.STARTING_UP, null, postmaster, newOwner)
                .closing(ClosedDoors.NONE);
    }

    public InstanceRecord running(ProcessIdentity newPostmaster) {
        return with(ports, Wanted.RUNNING, InstanceStatus.RUNNING, null, newPostmaster, owner);
    }

    public InstanceRecord stopping() {
        return with(ports, Wanted.STOPPED, InstanceStatus.STOPPING, null, postmaster, owner);
    }

    public InstanceRecord stopped() {
        return with(ports, Wanted.STOPPED, InstanceStatus.NOT_RUNNING, null, postmaster, null);
    }

    /** Its postmaster ended by itself, and it is still wanted. */
    public InstanceRecord crashed(String reason) {
        return with(ports, wanted, InstanceStatus.CRASHED, reason, postmaster, owner);
    }

    /** It did not start, or did not stop. */
    public InstanceRecord failed(String reason) {
        return with(ports, Wanted.STOPPED, InstanceStatus.ERROR, reason, postmaster, null);
    }

    /** The pages of those origins, and no others, may use its HTTP port; null leaves that as it is. */
    public InstanceRecord allowing(List<String> origins) {
        return origins == null ? this : with(ports, wanted, status, error, postmaster, owner, origins, closedDoors);
    }

    /** It listens elsewhere now. */
    public InstanceRecord on(InstancePorts newPorts) {
        return with(newPorts, wanted, status, error, postmaster, owner);
    }

    /** Those of its ports are not served, and no others; the server itself goes on. */
    public InstanceRecord closing(ClosedDoors doors) {
        return with(ports, wanted, status, error, postmaster, owner, allowedOrigins, doors);
    }

    /** It belongs to {@code newOwner} now, or to nobody if that is null. */
    public InstanceRecord ownedBy(ProcessIdentity newOwner) {
        return with(ports, wanted, status, error, postmaster, newOwner);
    }

    private InstanceRecord with(
            InstancePorts newPorts,
            Wanted newWanted,
            InstanceStatus newStatus,
            String newError,
            ProcessIdentity newPostmaster,
            ProcessIdentity newOwner) {
        return with(newPorts, newWanted, newStatus, newError, newPostmaster, newOwner, allowedOrigins, closedDoors);
    }

    private InstanceRecord with(
            InstancePorts newPorts,
            Wanted newWanted,
            InstanceStatus newStatus,
            String newError,
            ProcessIdentity newPostmaster,
            ProcessIdentity newOwner,
            List<String> newAllowedOrigins,
            ClosedDoors newClosedDoors) {
        return new InstanceRecord(
                SCHEMA_VERSION,
                name,
                createdAt,
                postgresVersion,
                dataDirectory,
                newPorts,
                secret,
                ephemeral,
                newWanted,
                newStatus,
                newError,
                newPostmaster,
                newOwner,
                newAllowedOrigins,
                hasRun() ? FormerPort.after(formerPorts, ports, newPorts) : formerPorts,
                newClosedDoors);
    }
}
