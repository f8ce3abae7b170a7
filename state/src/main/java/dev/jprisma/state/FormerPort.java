package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A port that an instance had and moved away from. URLs with it may stand in somebody's files, so it stays the
 * instance's, in that role, as long as there is the instance.
 *
 * @param until when the instance moved
 */
public record FormerPort(PortRole role, int number, Instant until) {
    public FormerPort {
        requireNonNull(role, "role");
        requireNonNull(until, "until");
    }

    /** Those before, without what is a port of the instance again, and with what has just ceased to be one. */
    static List<FormerPort> after(List<FormerPort> before, InstancePorts left, InstancePorts now) {
        List<FormerPort> former = new ArrayList<>(before);
        Instant moved = Instant.now();
        for (PortRole role : PortRole.values()) {
            former.removeIf(port ->
                    port.role() == role && port.number() == left.of(role).number());
            former.add(new FormerPort(role, left.of(role).number(), moved));
            former.removeIf(
                    port -> port.role() == role && port.number() == now.of(role).number());
        }
        return List.copyOf(former);
    }
}
