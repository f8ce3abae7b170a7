package dev.jprisma.gateway.prisma.telemetry;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happened during one request, for the client that asked to be told: logs feed its {@code $on}, spans its tracing.
 * Used by one thread.
 */
public final class Telemetry {
    private enum Level {
        TRACE,
        DEBUG,
        QUERY,
        INFO,
        WARN,
        ERROR
    }

    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /** Of clients that do not ask: it takes nothing down, and may be shared. */
    public static final Telemetry NONE = new Telemetry(false, EnumSet.noneOf(Level.class), false, NO_TRACE);

    private final Set<Level> levels;
    private final boolean tracing;
    private final boolean asked;
    private final String traceId;
    private final List<Object> logs = new ArrayList<>();
    private final List<Object> spans = new ArrayList<>();
    /** Of the span whose work is being done; null if that is the client's own. */
    private String parent;

    private Telemetry(boolean asked, Set<Level> levels, boolean tracing, String traceId) {
        this.asked = asked;
        this.levels = levels;
        this.tracing = tracing;
        this.traceId = traceId;
    }

    /**
     * @param wanted the header {@code X-Capture-Telemetry}, or null
     * @param traceparent the W3C header, or null
     * @throws PrismaError 400 if a level is unknown
     */
    public static Telemetry of(String wanted, String traceparent) {
        if (wanted == null) {
            return NONE;
        }
        Set<Level> levels = EnumSet.noneOf(Level.class);
        boolean tracing = false;
        for (String name : wanted.split(",")) {
            String trimmed = name.trim();
            if (trimmed.equals("tracing")) {
                tracing = true;
            } else if (!trimmed.isEmpty()) {
                levels.add(level(trimmed));
            }
        }
        Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        return new Telemetry(true, levels, tracing, matcher.matches() ? matcher.group(1) : NO_TRACE);
    }

    private static Level level(String name) {
        for (Level level : Level.values()) {
            if (level.name().equalsIgnoreCase(name)) {
                return level;
            }
        }
        throw PrismaError.badRequest("Malformed X-Capture-Telemetry header: unknown log level " + name);
    }

    /** A statement was executed. */
    public void statement(String sql, List<Object> values, Instant start, long nanos) {
        if (!tracing && !levels.contains(Level.QUERY)) {
            return;
        }
        String spanId = tracing ? traceId + "-" + newSpanId() : traceId + "-" + NO_SPAN;
        if (levels.contains(Level.QUERY)) {
            Map<String, Object> attributes = new LinkedHashMap<>();
            attributes.put("query", sql);
            attributes.put("params", ValueWriter.text(values));
            attributes.put("duration_ms", nanos / 1e6);
            log("query", spanId, "Query", attributes);
        }
        if (tracing) {
            Map<String, Object> attributes = new LinkedHashMap<>();
            attributes.put("db.query.text", sql);
            attributes.put("db.system.name", "postgresql");
            span("db_query", spanId, "client", attributes, start, nanos);
        }
    }

    /** Does something that is worth a span of its own, the parent of those that it makes. */
    public <T> T timed(String name, Supplier<T> work) {
        if (!tracing) {
            return work.get();
        }
        Instant start = Instant.now();
        long started = System.nanoTime();
        String outer = parent;
        parent = traceId + "-" + newSpanId();
        try {
            return work.get();
        } finally {
            String id = parent;
            parent = outer;
            span(name, id, "internal", Map.of(), start, System.nanoTime() - started);
        }
    }

    /** The same. */
    public void timed(String name, Runnable work) {
        timed(name, () -> {
            work.run();
            return null;
        });
    }

    private void log(String level, String spanId, String message, Map<String, Object> attributes) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("level", level);
        event.put("spanId", spanId);
        event.put("timestamp", time(Instant.now()));
        event.put("message", message);
        event.put("attributes", attributes);
        logs.add(event);
    }

    private void span(String name, String id, String kind, Map<String, Object> attributes, Instant start, long nanos) {
        Map<String, Object> span = new LinkedHashMap<>();
        span.put("id", id);
        span.put("parentId", parent);
        if (!attributes.isEmpty()) {
            span.put("attributes", attributes);
        }
        span.put("name", "prisma:accelerate:" + name);
        span.put("kind", kind);
        span.put("startTime", time(start));
        span.put("endTime", time(start.plusNanos(nanos)));
        spans.add(span);
    }

    private static List<Object> time(Instant instant) {
        return List.of(instant.getEpochSecond(), instant.getNano());
    }

    private static String newSpanId() {
        return String.format("%016x", ThreadLocalRandom.current().nextLong() | 1);
    }

    /** The field {@code extensions} of an answer, if the client asked for it. */
    public void write(ValueWriter out) {
        if (!asked) {
            return;
        }
        Map<String, Object> extensions = new LinkedHashMap<>();
        if (!levels.isEmpty()) {
            extensions.put("logs", logs);
        }
        if (tracing) {
            extensions.put("spans", spans);
        }
        out.json().writeName("extensions");
        out.value(extensions);
    }
}
