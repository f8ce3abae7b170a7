package dev.jprisma.cli.output;

import dev.jprisma.state.FormerPort;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.PortRole;
import dev.jprisma.state.control.StartedInstance;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Collectors;

/** Tells a person that ports of an instance are not what they were, or lead nowhere. */
public final class PortNotes {
    private PortNotes() {}

    /** Says what has just moved and what is not served, if anything is so. */
    public static void of(Console console, StartedInstance started) {
        InstanceView instance = started.instance();
        closed(console, instance, PortRole.values());
        for (FormerPort left : started.moved()) {
            console.note(instance.name() + ": its " + left.role().description() + " port is "
                    + instance.port(left.role()) + " now, and was " + left.number()
                    + ". URLs with that, in a .env file say, are out of date: jprisma dev env " + instance.name());
        }
    }

    /** Says which of these ports nobody serves, while the server itself runs. */
    public static void closed(Console console, InstanceView instance, PortRole... roles) {
        for (PortRole role : roles) {
            String reason = instance.closedDoors() == null
                    ? null
                    : instance.closedDoors().of(role);
            if (reason != null) {
                console.note("The " + role.description() + " port " + instance.port(role) + " of " + instance.name()
                        + " is not served: " + reason + ".");
            }
        }
    }

    /** {@code 51214 (database, until 2026-11-27)}, and so on. */
    public static String listed(InstanceView instance) {
        return instance.formerPorts().stream()
                .map(port -> port.number() + " (" + port.role().description() + ", until "
                        + LocalDate.ofInstant(port.until(), ZoneId.systemDefault()) + ")")
                .collect(Collectors.joining(", "));
    }
}
