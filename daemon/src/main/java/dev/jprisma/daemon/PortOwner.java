package dev.jprisma.daemon;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.PortRole;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The instance of the home that a number belongs to, used or not.
 *
 * @param former whether the instance has moved away from it
 */
record PortOwner(InstanceName instance, PortRole role, boolean former) {
    /** Empty if that instance neither has nor had the number. */
    static Optional<PortOwner> in(InstanceRecord record, int number) {
        return Stream.concat(
                        Stream.of(PortRole.values())
                                .filter(role -> record.ports().of(role).number() == number)
                                .map(role -> new PortOwner(record.name(), role, false)),
                        record.formerPorts().stream()
                                .filter(port -> port.number() == number)
                                .map(port -> new PortOwner(record.name(), port.role(), true)))
                .findFirst();
    }

    @Override
    public String toString() {
        return (former ? "a former " : "the ") + role.description() + " port of instance " + instance;
    }
}
