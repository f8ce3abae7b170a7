package dev.jprisma.cli;

import dev.jprisma.state.FormerPort;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.control.StartedInstance;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Collectors;

/** Tells a person that ports of an instance are not what they were. */
public final class PortMoves {
    private PortMoves() {}

    /** Says what has just moved, if anything has. */
    public static void note(Console console, StartedInstance started) {
        InstanceView instance = started.instance();
        for (FormerPort left : started.moved()) {
            console.note(instance.name() + ": its " + left.role().description() + " port is "
                    + instance.port(left.role()) + " now, and was " + left.number()
                    + ". URLs with that, in a .env file say, are out of date: jprisma dev env " + instance.name());
        }
    }

    /** {@code 51214 (database, until 2026-11-27)}, and so on. */
    static String listed(InstanceView instance) {
        return instance.formerPorts().stream()
                .map(port -> port.number() + " (" + port.role().description() + ", until "
                        + LocalDate.ofInstant(port.until(), ZoneId.systemDefault()) + ")")
                .collect(Collectors.joining(", "));
    }
}
