package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/**
 * Open the home's HTTP port, if it is not open, and let one browser in.
 *
 * @param name the instance to show; null for all
 * @param browser whether a file is wanted that leads a browser there
 * @param movePort whether the port may move if it is taken; else that is an error then
 * @param studio the folder with Prisma Studio, if that is to be shown, of an instance; null for the console
 */
public record OpenConsole(InstanceName name, boolean browser, boolean movePort, String studio) {

    /** For the console. */
    public OpenConsole(InstanceName name, boolean browser, boolean movePort) {
        this(name, browser, movePort, null);
    }
}
