package dev.jprisma.daemon;

import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstancePort;
import dev.jprisma.state.InstancePorts;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PortHolder;
import dev.jprisma.state.PortRole;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses the ports of an instance: one that was named or that it had before is bound or refused, one that is free to
 * move goes on to the next that nobody uses and that no instance of the home has or had.
 *
 * <p>Ports that we choose are in steps of three from the defaults, so that no number ever changes from one role to
 * another, whatever instances are made and removed: a URL that somebody kept leads to what it led to, or nowhere. The
 * numbers of an instance that was removed are left to its undo, as long as there is one, by whoever names none and
 * finds others; then they are free for that role again.
 */
final class PortAllocator {
    private static final int LAST = 65535;
    /** A server or a client that had it may just be ending. */
    private static final Duration KEPT_PORT_LIMIT = Duration.ofSeconds(1);

    private static final int STEP = PortRole.values().length;

    private final InstanceRecord instance;
    private final Collection<InstanceRecord> others;
    private final Supplier<Collection<InstanceRecord>> removed;
    private final int consolePort;

    /**
     * @param others the other instances of the home, whether they run or not
     * @param removed those that are no more and can be brought back; asked for where a number has to be found
     * @param consolePort the home's own, open or not; 0 if it has none
     */
    PortAllocator(
            InstanceRecord instance,
            Collection<InstanceRecord> others,
            Supplier<Collection<InstanceRecord>> removed,
            int consolePort) {
        this.instance = instance;
        this.others = others;
        this.removed = removed;
        this.consolePort = consolePort;
    }

    /**
     * @throws JprismaException ({@link ErrorKind#PORT_TAKEN}) naming who holds a port that may not move,
     *     ({@link ErrorKind#INVALID}) if two that were named are equal or one is out of range
     */
    InstancePorts allocate(RequestedPorts requested) {
        Map<PortRole, WantedPort> wanted = new EnumMap<>(PortRole.class);
        Set<Integer> used = new HashSet<>();
        for (PortRole role : PortRole.values()) {
            WantedPort port = requested.of(role, instance);
            wanted.put(role, port);
            if (!port.mayMove()) {
                if (isListenedOn(role)) {
                    requireFree(role, port);
                }
                used.add(port.number());
            }
        }
        Set<Integer> left = wanted.values().stream().anyMatch(WantedPort::mayMove) ? leftToUndo() : Set.of();
        Map<PortRole, InstancePort> chosen = new EnumMap<>(PortRole.class);
        wanted.forEach((role, port) -> chosen.put(role, port.mayMove() ? choose(role, port, used, left) : port.port()));
        return new InstancePorts(chosen.get(PortRole.HTTP), chosen.get(PortRole.DATABASE), chosen.get(PortRole.SHADOW));
    }

    /** Of a linked instance some ports lead elsewhere; it keeps their numbers all the same. */
    private boolean isListenedOn(PortRole role) {
        return !instance.isLinked()
                || role == PortRole.HTTP
                || role == PortRole.SHADOW && instance.upstream().shadowUrl() == null;
    }

    private Set<Integer> leftToUndo() {
        return removed.get().stream()
                .flatMap(record -> record.ports().numbers().stream())
                .collect(Collectors.toSet());
    }

    /**
     * @param used by the other ports of this instance; gets the chosen one
     * @param left to instances that are removed
     */
    private InstancePort choose(PortRole role, WantedPort wanted, Set<Integer> used, Set<Integer> left) {
        if (!left.contains(wanted.number()) && isFree(role, wanted.number(), used)) {
            used.add(wanted.number());
            return wanted.port();
        }
        int first = InstancePorts.DEFAULT.of(role).number();
        int number = Stream.of(false, true)
                .flatMapToInt(again -> IntStream.iterate(first, next -> next <= LAST, next -> next + STEP)
                        .filter(next -> left.contains(next) == again && isFree(role, next, used)))
                .findFirst()
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.PORT_TAKEN,
                        instance.name() + ": no " + role.description() + " port from " + first + " to " + LAST
                                + " is free; name one"));
        used.add(number);
        return InstancePort.chosen(number);
    }

    private boolean isFree(PortRole role, int number, Set<Integer> used) {
        return !used.contains(number)
                && number != consolePort
                && ownerOf(role, number).isEmpty()
                && LoopbackPort.isFree(number);
    }

    private void requireFree(PortRole role, WantedPort port) {
        int number = port.number();
        String start = instance.name() + ": the " + role.description() + " port " + number + " is ";
        if (port.claim() == WantedPort.Claim.NAMED) {
            Optional<PortOwner> owner = ownerOf(role, number);
            boolean console = number == consolePort;
            if (console || owner.isPresent() || !LoopbackPort.isFree(number)) {
                String holder = console
                        ? "the console's"
                        : owner.map(PortOwner::toString).orElseGet(() -> inUse(number));
                throw taken(start + holder + "; name another one, or none to get a free one");
            }
        } else if (!Deadline.in(KEPT_PORT_LIMIT).await(() -> LoopbackPort.isFree(number))) {
            throw taken(start + inUse(number) + "; end that, or give " + instance.name()
                    + " free ports, which changes its URLs: jprisma dev start " + instance.name() + " --move-ports");
        }
    }

    /** Who keeps this number from that role, free as it may be: some URL names it as something else. */
    private Optional<PortOwner> ownerOf(PortRole role, int number) {
        return others.stream()
                .flatMap(other -> PortOwner.in(other, number).stream())
                .findFirst()
                .or(() -> instance.hasRun()
                        ? PortOwner.in(instance, number).filter(own -> own.role() != role)
                        : Optional.empty());
    }

    private String inUse(int number) {
        return others.stream()
                .filter(other -> other.ports().numbers().contains(number))
                .findFirst()
                .map(other -> "in use by instance " + other.name())
                .or(() -> PortHolder.describe(number).map(holder -> "in use by " + holder))
                .orElse("in use");
    }

    private static JprismaException taken(String sentence) {
        return new JprismaException(ErrorKind.PORT_TAKEN, sentence);
    }
}
