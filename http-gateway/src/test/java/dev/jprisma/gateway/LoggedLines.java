package dev.jprisma.gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.assertj.core.util.Throwables;

/** What the gateway logs as the daemon would, from the beginning to the end of this, and what Jetty warns of. */
final class LoggedLines extends Handler implements AutoCloseable {

    private static final Logger OURS = Logger.getLogger("dev.jprisma.gateway");
    private static final Logger JETTYS = Logger.getLogger("org.eclipse.jetty");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    LoggedLines() {
        setFormatter(new SimpleFormatter());
        OURS.setLevel(Level.INFO);
        OURS.setUseParentHandlers(false);
        OURS.addHandler(this);
        JETTYS.addHandler(this);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord event) {
        String thrown = event.getThrown() == null ? "" : ": " + Throwables.getStackTrace(event.getThrown());
        lines.add(getFormatter().formatMessage(event) + thrown);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        JETTYS.removeHandler(this);
        OURS.removeHandler(this);
        OURS.setUseParentHandlers(true);
        OURS.setLevel(null);
    }
}
