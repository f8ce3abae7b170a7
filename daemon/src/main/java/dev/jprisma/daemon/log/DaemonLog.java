package dev.jprisma.daemon.log;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * SLF4J's provider in a daemon's process. SLF4J makes it, by the name that {@link #install} gives; no other process has
 * it, and so the daemon's jar beside a program's own provider does not compete with that.
 */
public final class DaemonLog implements SLF4JServiceProvider {
    /** The newest line of SLF4J's versions that this is written for. */
    private static final String API = "2.0.99";

    private final ConcurrentMap<String, LineLogger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();
    private final LogLines lines = new LogLines(System.err);

    /** For SLF4J. */
    public DaemonLog() {}

    /** Makes this the provider of its process, in which nothing has been logged yet. */
    public static void install() {
        System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, DaemonLog.class.getName());
        // SLF4J would write whose name it was given into the log.
        System.setProperty("slf4j.internal.verbosity", "WARN");
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, first -> new LineLogger(first, lines));
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return API;
    }

    @Override
    public void initialize() {}
}
