package dev.jprisma.daemon;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the daemon logs goes to its standard error, a line an event; whoever started it keeps that in the home. */
final class DaemonLogging {
    /** The root of our loggers; held here since java.util.logging forgets the level of a logger nobody holds. */
    private static final Logger OURS = Logger.getLogger("dev.jprisma");

    private static final Logger ALL = Logger.getLogger("");

    /** What Jetty says of malformed requests, with a stack trace each; the gateway has a line for them. */
    private static final List<Logger> OF_MALFORMED_REQUESTS = List.of(
            Logger.getLogger("org.eclipse.jetty.util.HostPort"), Logger.getLogger("org.eclipse.jetty.http.HttpParser"));

    private DaemonLogging() {}

    static void configure() {
        for (Handler handler : ALL.getHandlers()) {
            ALL.removeHandler(handler);
        }
        ALL.addHandler(new Lines());
        ALL.setLevel(Level.WARNING);
        OURS.setLevel(Level.INFO);
        OF_MALFORMED_REQUESTS.forEach(logger -> logger.setLevel(Level.OFF));
    }

    /** A line of the JVM's end, when java.util.logging has closed or is just closing. */
    static void last(String message) {
        last(message, null);
    }

    /** The same with what led to it; null if nothing did. */
    static void last(String message, Throwable failure) {
        LogRecord event = new LogRecord(failure == null ? Level.INFO : Level.SEVERE, message);
        event.setThrown(failure);
        System.err.print(new LogText().of(event));
    }

    /** At each moment only so many of a kind, since anybody on this machine can be the reason for a line. */
    private static final class Lines extends Handler {
        private final LogRate rate = new LogRate();
        private final LogText text = new LogText();

        @Override
        public synchronized void publish(LogRecord event) {
            LogRate.Verdict verdict = rate.judge(event.getLoggerName() + " " + event.getLevel(), System.nanoTime());
            if (verdict.leftOutBefore() > 0) {
                System.err.print(text.of(new LogRecord(
                        event.getLevel(),
                        verdict.leftOutBefore() + " lines of " + event.getLoggerName() + " were left out")));
            }
            if (verdict.allowed()) {
                System.err.print(text.of(event));
            }
        }

        @Override
        public void flush() {
            System.err.flush();
        }

        @Override
        public void close() {
            flush();
        }
    }
}
