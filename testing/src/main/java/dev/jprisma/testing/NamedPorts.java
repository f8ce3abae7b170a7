package dev.jprisma.testing;

import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PortHolder;
import dev.jprisma.state.Registry;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Ports that must be these and no others. */
final class NamedPorts {
    private NamedPorts() {}

    /**
     * @throws PortBelongsToAnotherServerException if one is an instance's of this home
     * @throws PortNotAvailableException if something else has one
     */
    static void requireFree(JprismaHome home, ServerOptions options) {
        Stream.of(options.httpPort(), options.databasePort(), options.shadowDatabasePort())
                .flatMapToInt(OptionalInt::stream)
                .filter(port -> !LoopbackPort.isFree(port))
                .forEach(port -> refuse(home, port));
    }

    private static void refuse(JprismaHome home, int port) {
        Optional<InstanceRecord> instance = new Registry(home)
                .list().stream()
                        .flatMap(entry -> entry.readable().stream())
                        .filter(record -> record.ports().numbers().contains(port))
                        .findFirst();
        if (instance.isPresent()) {
            throw new PortBelongsToAnotherServerException(
                    port, instance.get().name().value());
        }
        throw new PortNotAvailableException(port, PortHolder.describe(port).orElse("something else"));
    }
}
