package dev.jprisma.daemon;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What the daemon logs goes to its standard error, a line an event; whoever started it keeps that in the home. */
final class DaemonLog {
    /** The root of our loggers; held here since java.util.logging forgets the level of a logger nobody holds. */
    private static final Logger OURS = Logger.getLogger("dev.jprisma");

    private static final Logger ALL = Logger.getLogger("");

    private DaemonLog() {}

    static void configure() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
        ALL.setLevel(Level.WARNING);
        OURS.setLevel(Level.INFO);
    }
}
