package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/**
 * Open the home's HTTP port, if it is not open, and let one browser in.
 *
 * @param name the instance to show; null for all
 * @param browser whether a file is wanted that leads a browser there
 * @param movePort whether the port may move if it is taken; else that is an error then
 */
public record OpenConsole(InstanceName name, boolean browser, boolean movePort) {}
