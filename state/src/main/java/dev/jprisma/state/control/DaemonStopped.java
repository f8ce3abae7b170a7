package dev.jprisma.state.control;

import java.util.List;

/**
 * @param stopped the instances that were stopped with it
 * @param leftRunning those that go on without it
 */
public record DaemonStopped(List<String> stopped, List<String> leftRunning) {}
