package dev.jprisma.state.control;

import static java.util.Objects.requireNonNull;

import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.InstanceName;

/**
 * Keep a history of an instance, or none any more.
 *
 * @param length how far back it is to reach, or {@link HistoryLength#OFF}
 */
public record KeepHistory(InstanceName name, HistoryLength length) {
    public KeepHistory {
        requireNonNull(name, "name");
        requireNonNull(length, "length");
    }
}
