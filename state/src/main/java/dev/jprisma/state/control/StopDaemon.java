package dev.jprisma.state.control;

/** @param all stop every instance first; else they go on running and the next daemon takes them over */
public record StopDaemon(boolean all) {}
