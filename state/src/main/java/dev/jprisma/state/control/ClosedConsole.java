package dev.jprisma.state.control;

/** @param wasOpen whether there was something to close */
public record ClosedConsole(boolean wasOpen) {}
