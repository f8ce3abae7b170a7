package dev.jprisma.state.control;

/** @param wasRunning whether there was anything to stop */
public record StoppedInstance(boolean wasRunning) {}
