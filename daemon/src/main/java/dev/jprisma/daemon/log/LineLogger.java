package dev.jprisma.daemon.log;

import java.util.Set;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Passes what is worth a line on: of our own code from INFO on, of libraries' from WARN on. Safe for threads. */
final class LineLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;
    private static final String OURS = "dev.jprisma.";

    /** What Jetty says of malformed requests, with a stack trace each; the gateway has a line for them. */
    private static final Set<String> OF_MALFORMED_REQUESTS =
            Set.of("org.eclipse.jetty.util.HostPort", "org.eclipse.jetty.http.HttpParser");

    private static final int NOTHING = Level.ERROR.toInt() + 1;

    private final int least;
    private final transient LogLines lines;

    LineLogger(String name, LogLines lines) {
        this.name = name;
        this.lines = lines;
        if (OF_MALFORMED_REQUESTS.contains(name)) {
            least = NOTHING;
        } else {
            least = (name.startsWith(OURS) ? Level.INFO : Level.WARN).toInt();
        }
    }

    @Override
    public boolean isTraceEnabled() {
        return least <= Level.TRACE.toInt();
    }

    @Override
    public boolean isDebugEnabled() {
        return least <= Level.DEBUG.toInt();
    }

    @Override
    public boolean isInfoEnabled() {
        return least <= Level.INFO.toInt();
    }

    @Override
    public boolean isWarnEnabled() {
        return least <= Level.WARN.toInt();
    }

    @Override
    public boolean isErrorEnabled() {
        return least <= Level.ERROR.toInt();
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        lines.write(name, level, MessageFormatter.basicArrayFormat(pattern, arguments), thrown);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return LineLogger.class.getName();
    }
}
