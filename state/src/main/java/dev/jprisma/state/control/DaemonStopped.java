package dev.jprisma.state.control;

import java.util.List;

/**
 * @param stopped the instances that were stopped with it
 * @param leftRunning those that go on without it
 * @param failures a sentence for each that was to be stopped and could not be
 */
public record DaemonStopped(List<String> stopped, List<String> leftRunning, List<String> failures) {
    public DaemonStopped {
        // A daemon of a version before says nothing of failures.
        failures = failures == null ? List.of() : failures;
    }
}
