package dev.jprisma.daemon;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the daemon logs goes to its standard error, a line an event; whoever started it keeps that in the home. */
final class DaemonLog {
    /** The root of our loggers; held here since java.util.logging forgets the level of a logger nobody holds. */
    private static final Logger OURS = Logger.getLogger("dev.jprisma");

    private static final Logger ALL = Logger.getLogger("");

    /** What Jetty says of malformed requests, with a stack trace each; the gateway has a line for them. */
    private static final List<Logger> OF_MALFORMED_REQUESTS = List.of(
            Logger.getLogger("org.eclipse.jetty.util.HostPort"), Logger.getLogger("org.eclipse.jetty.http.HttpParser"));

    private DaemonLog() {}

    static void configure() {
        for (Handler handler : ALL.getHandlers()) {
            handler.setFormatter(new Line());
        }
        ALL.setLevel(Level.WARNING);
        OURS.setLevel(Level.INFO);
        OF_MALFORMED_REQUESTS.forEach(logger -> logger.setLevel(Level.OFF));
    }

    /** A line of the JVM's end, when java.util.logging has closed or is just closing. */
    static void last(String message) {
        System.err.print(new Line().format(new LogRecord(Level.INFO, message)));
    }

    /** The platform's own formatter loads the formats of a locale first, in the way of a starting daemon. */
    private static final class Line extends Formatter {
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                        "yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
                .withZone(ZoneId.systemDefault());

        @Override
        public String format(LogRecord event) {
            StringWriter line = new StringWriter();
            PrintWriter print = new PrintWriter(line);
            print.print(TIME.format(event.getInstant()) + " " + event.getLevel() + " " + formatMessage(event));
            print.println();
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(print);
            }
            return line.toString();
        }
    }
}
