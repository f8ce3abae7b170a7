package dev.jprisma.gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.assertj.core.util.Throwables;

/**
 * What the gateway logs as the daemon would, from the beginning to the end of this, and what anything else warns of.
 */
public final class LoggedLines extends Handler implements AutoCloseable {

    private record Line(Level level, String text) {}

    private static final Logger OURS = Logger.getLogger("dev.jprisma.gateway");
    private static final Logger ALL = Logger.getLogger("");

    private final List<Line> lines = new CopyOnWriteArrayList<>();

    public LoggedLines() {
        setFormatter(new SimpleFormatter());
        OURS.setLevel(Level.INFO);
        OURS.setUseParentHandlers(false);
        OURS.addHandler(this);
        ALL.addHandler(this);
    }

    List<String> lines() {
        return lines.stream().map(Line::text).toList();
    }

    /** Those that are warnings or worse. */
    public List<String> warnings() {
        return lines.stream()
                .filter(line -> isWarning(line.level))
                .map(Line::text)
                .toList();
    }

    private static boolean isWarning(Level level) {
        return level.intValue() >= Level.WARNING.intValue();
    }

    @Override
    public void publish(LogRecord event) {
        if (event.getLoggerName().startsWith(OURS.getName()) || isWarning(event.getLevel())) {
            String thrown = event.getThrown() == null ? "" : ": " + Throwables.getStackTrace(event.getThrown());
            lines.add(new Line(event.getLevel(), getFormatter().formatMessage(event) + thrown));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ALL.removeHandler(this);
        OURS.removeHandler(this);
        OURS.setUseParentHandlers(true);
        OURS.setLevel(null);
    }
}
