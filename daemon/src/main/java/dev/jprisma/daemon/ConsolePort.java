package dev.jprisma.daemon;

import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.state.ConsoleRecord;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RegistryEntry;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the port of a home: the default or, if that is taken, the next below it. Instances look for theirs above
 * theirs, so neither ever comes upon a number that was the other's.
 */
final class ConsolePort {
    private static final int FIRST_UNPRIVILEGED = 1024;

    private ConsolePort() {}

    /** @param instances of the home, whose ports stay theirs, whether they run or not */
    static int choose(List<RegistryEntry> instances) {
        List<InstanceRecord> records =
                instances.stream().flatMap(entry -> entry.readable().stream()).toList();
        return IntStream.iterate(ConsoleRecord.DEFAULT_PORT, port -> port >= FIRST_UNPRIVILEGED, port -> port - 1)
                .filter(port -> records.stream()
                        .allMatch(record -> PortOwner.in(record, port).isEmpty()))
                .filter(LoopbackPort::isFree)
                .findFirst()
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.PORT_TAKEN,
                        "No port from " + ConsoleRecord.DEFAULT_PORT + " down is free for the console"));
    }
}
