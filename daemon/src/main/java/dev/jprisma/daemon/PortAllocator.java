package dev.jprisma.daemon;

import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.postgres.PortHolder;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePort;
import dev.jprisma.state.InstancePorts;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses the ports of an instance: a named one is bound or refused, one of ours moves on to the next that is free and
 * that no other instance has recorded.
 */
final class PortAllocator {
    private static final int LAST = 65535;

    private final InstanceName name;
    private final Collection<InstanceRecord> others;
    private final Set<Integer> recorded = new HashSet<>();

    /** @param others the other instances of the home, whether they run or not */
    PortAllocator(InstanceName name, Collection<InstanceRecord> others) {
        this.name = name;
        this.others = others;
        others.forEach(other -> recorded.addAll(other.ports().numbers()));
    }

    /**
     * @param wanted what was named or recorded or is the default
     * @throws JprismaException ({@link ErrorKind#PORT_TAKEN}) naming who holds a named port
     */
    InstancePorts allocate(InstancePorts wanted) {
        requireFree(wanted.http(), "HTTP");
        requireFree(wanted.database(), "database");
        requireFree(wanted.shadow(), "shadow database");
        Set<Integer> used = namedOf(wanted);
        return new InstancePorts(
                choose(wanted.http(), used), choose(wanted.database(), used), choose(wanted.shadow(), used));
    }

    /** The same for an instance whose server runs on its database port already. */
    InstancePorts allocateDoors(InstancePorts wanted) {
        requireFree(wanted.http(), "HTTP");
        requireFree(wanted.shadow(), "shadow database");
        Set<Integer> used = namedOf(wanted);
        used.add(wanted.database().number());
        return new InstancePorts(choose(wanted.http(), used), wanted.database(), choose(wanted.shadow(), used));
    }

    private static Set<Integer> namedOf(InstancePorts ports) {
        Set<Integer> named = new HashSet<>();
        for (InstancePort port : List.of(ports.http(), ports.database(), ports.shadow())) {
            if (port.named()) {
                named.add(port.number());
            }
        }
        return named;
    }

    /** @param used by the other ports of this instance; gets the chosen one */
    private InstancePort choose(InstancePort wanted, Set<Integer> used) {
        if (wanted.named()) {
            return wanted;
        }
        for (int number = wanted.number(); number <= LAST; number++) {
            if (!used.contains(number) && !recorded.contains(number) && LoopbackPort.isFree(number)) {
                used.add(number);
                return InstancePort.chosen(number);
            }
        }
        throw new JprismaException(
                ErrorKind.PORT_TAKEN, name + ": no port from " + wanted.number() + " to " + LAST + " is free");
    }

    private void requireFree(InstancePort port, String what) {
        if (port.named() && !LoopbackPort.isFree(port.number())) {
            throw taken(port.number(), what);
        }
    }

    private JprismaException taken(int number, String what) {
        String holder = others.stream()
                .filter(other -> other.ports().numbers().contains(number))
                .findFirst()
                .map(other -> "instance " + other.name())
                .or(() -> PortHolder.describe(number))
                .map(who -> "in use by " + who)
                .orElse("in use");
        return new JprismaException(
                ErrorKind.PORT_TAKEN,
                name + ": the " + what + " port " + number + " is " + holder
                        + "; name another one, or none to get a free one");
    }
}
