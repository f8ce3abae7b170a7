package dev.jprisma.state;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An instance as a user sees it: an object of {@code ls --json}. Members that have no value are null, and left out of
 * the JSON.
 *
 * @param pid of the postmaster, while it runs
 * @param port HTTP
 * @param version of PostgreSQL
 * @param exports while it runs
 * @param closedDoors what of the exports nobody serves; null if all is served
 * @param formerPorts those it moved away from; null if there are none
 * @param password where that in the exports comes from
 * @param loginRefusal why PostgreSQL does not take that password, user or database, in its words; null if it does
 * @param upstream the database elsewhere that it leads to, without its password; null where the server is ours
 * @param limits of production that its HTTP URL was given; null if it was given none of its own
 * @param postgresHome the folder of the user's installation that it runs on; null for our own binaries
 * @param history how far back its data can be brought; null if no history is kept
 * @param endsAt when it goes by itself; null if it stays
 */
public record InstanceView(
        String name,
        InstanceStatus status,
        String error,
        Long pid,
        Integer port,
        Integer databasePort,
        Integer shadowDatabasePort,
        String version,
        String dataDirectory,
        Instant createdAt,
        Exports exports,
        ClosedPorts closedDoors,
        List<FormerPort> formerPorts,
        PasswordKind password,
        String loginRefusal,
        String upstream,
        HttpLimits limits,
        String postgresHome,
        HistoryLength history,
        Instant endsAt) {

    /** The number of one of its ports; null if its record cannot be read. */
    public Integer port(PortRole role) {
        return switch (role) {
            case HTTP -> port;
            case DATABASE -> databasePort;
            case SHADOW -> shadowDatabasePort;
        };
    }

    /** @param daemonAlive whether this home's daemon lives */
    public static InstanceView of(RegistryEntry entry, JprismaHome home, boolean daemonAlive) {
        return entry.record() == null ? unreadable(entry) : of(entry.record(), home, daemonAlive);
    }

    private static InstanceView of(InstanceRecord instance, JprismaHome home, boolean daemonAlive) {
        Path data = instance.dataDirectory(home);
        InstanceStatus status = Liveness.statusOf(instance, data, daemonAlive);
        boolean running = status == InstanceStatus.RUNNING;
        boolean linked = instance.isLinked();
        boolean wrong = status == InstanceStatus.ERROR || status == InstanceStatus.CRASHED;
        return new InstanceView(
                instance.name().value(),
                status,
                wrong ? Optional.ofNullable(instance.error()).orElse("its postmaster ended by itself") : null,
                running && !linked ? instance.postmaster().pid() : null,
                instance.ports().http().number(),
                linked ? null : instance.ports().database().number(),
                linked && instance.upstream().shadowUrl() != null
                        ? null
                        : instance.ports().shadow().number(),
                instance.postgresVersion(),
                linked ? null : data.toString(),
                instance.createdAt(),
                running ? Exports.of(ConnectionUrls.of(instance)) : null,
                running ? closedDoors(instance, daemonAlive) : null,
                instance.formerPorts().isEmpty() ? null : instance.formerPorts(),
                linked ? null : instance.password().kind(),
                instance.loginRefusal(),
                linked ? instance.upstream().toString() : null,
                instance.limits(),
                instance.postgresHome(),
                instance.history(),
                instance.endsAt());
    }

    private static ClosedPorts closedDoors(InstanceRecord instance, boolean daemonAlive) {
        ClosedPorts closed = daemonAlive
                ? instance.closedDoors()
                : ClosedPorts.both("no daemon runs; jprisma dev start " + instance.name() + " starts one");
        return closed.areNone() ? null : closed;
    }

    private static InstanceView unreadable(RegistryEntry entry) {
        return new InstanceView(
                entry.name().value(),
                InstanceStatus.ERROR,
                entry.unreadable(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
