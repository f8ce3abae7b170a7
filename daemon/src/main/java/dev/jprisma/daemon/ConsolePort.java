package dev.jprisma.daemon;

import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.state.ConsoleRecord;
import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PortHolder;
import dev.jprisma.state.RegistryEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chooses the port of a home: the default or, if that is taken, the next below it. Instances look for theirs above
 * theirs, so neither ever comes upon a number that was the other's.
 */
final class ConsolePort {
    private static final int FIRST_UNPRIVILEGED = 1024;
    /** A daemon that had it may just be ending. */
    private static final Duration KEPT_PORT_LIMIT = Duration.ofSeconds(1);

    private final List<InstanceRecord> instances;

    /** @param instances of the home, whose ports stay theirs, whether they run or not */
    ConsolePort(List<RegistryEntry> instances) {
        this.instances =
                instances.stream().flatMap(entry -> entry.readable().stream()).toList();
    }

    /**
     * The one that the home had, if it is free, or a new one.
     *
     * @param movable whether a new one is chosen although it had one
     * @throws JprismaException ({@link ErrorKind#PORT_TAKEN}) naming who has it
     */
    int kept(Optional<Integer> before, boolean movable) {
        if (before.isPresent() && Deadline.in(KEPT_PORT_LIMIT).await(() -> LoopbackPort.isFree(before.get()))) {
            return before.get();
        }
        if (before.isPresent() && !movable) {
            String holder =
                    PortHolder.describe(before.get()).map(who -> " by " + who).orElse("");
            throw new JprismaException(
                    ErrorKind.PORT_TAKEN,
                    "The console's port " + before.get() + " is in use" + holder
                            + "; end that, or give the console another one: jprisma console --move-port");
        }
        return choose();
    }

    private int choose() {
        return IntStream.iterate(ConsoleRecord.DEFAULT_PORT, port -> port >= FIRST_UNPRIVILEGED, port -> port - 1)
                .filter(port -> instances.stream()
                        .allMatch(record -> PortOwner.in(record, port).isEmpty()))
                .filter(LoopbackPort::isFree)
                .findFirst()
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.PORT_TAKEN,
                        "No port from " + ConsoleRecord.DEFAULT_PORT + " down is free for the console"));
    }
}
