package dev.jprisma.insights;

import dev.jprisma.state.insights.StatementFigures;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is counted and what is recorded of each statement, put together. */
final class Figures {
    private static final int MOST = 200;
    /** A statement of no table is worth a line if it takes this long. */
    private static final long SLOW_MICROS = 10_000;

    private final Recorded recorded;
    private final Statistics statistics;

    Figures(Recorded recorded, Statistics statistics) {
        this.recorded = recorded;
        this.statistics = statistics;
    }

    /** What is known of one statement. */
    record Line(StatementKey key, StatementShape shape, StatementFigures figures) {
        private boolean isWorthShowing() {
            if (key.database().startsWith("template")) {
                return false;
            }
            return shape.hasTable()
                    || shape.tables().isEmpty() && !shape.isCommit() && figures.meanMicros() >= SLOW_MICROS;
        }
    }

    /** The one that took the most time in all first. */
    List<Line> all() {
        Set<StatementKey> keys = new LinkedHashSet<>(statistics.counters().keySet());
        keys.addAll(recorded.keys());
        return keys.stream()
                .map(this::line)
                .filter(Line::isWorthShowing)
                .sorted(Comparator.comparingLong((Line line) -> line.figures().totalMicros())
                        .reversed())
                .limit(MOST)
                .toList();
    }

    private Line line(StatementKey key) {
        Optional<Recorded.Statement> seen = recorded.find(key);
        StatementCounters counted = statistics.counters().get(key);
        StatementShape shape = seen.map(Recorded.Statement::shape)
                .orElseGet(() -> counted == null ? StatementShape.UNKNOWN : counted.shape());
        return new Line(key, shape, figures(key, shape, seen, counted));
    }

    private static StatementFigures figures(
            StatementKey key, StatementShape shape, Optional<Recorded.Statement> seen, StatementCounters counted) {
        long lastMillis = Math.max(
                seen.map(Recorded.Statement::lastMillis).orElse(0L), counted == null ? 0 : counted.lastSeenMillis());
        return new StatementFigures(
                key.id(),
                key.database(),
                shape.sql(),
                shape.tables(),
                seen.map(Recorded.Statement::callers).orElse(List.of()),
                counted == null ? seen.map(Recorded.Statement::executions).orElse(0L) : counted.executions(),
                counted == null ? seen.map(Recorded.Statement::totalMicros).orElse(0L) : counted.totalMicros(),
                Math.max(
                        counted == null ? 0 : counted.slowestMicros(),
                        seen.map(Recorded.Statement::slowestMicros).orElse(0L)),
                counted == null ? 0 : counted.rows(),
                counted == null ? 0 : counted.blocksRead(),
                counted == null ? 0 : counted.blocksHit(),
                lastMillis == 0 ? null : Instant.ofEpochMilli(lastMillis));
    }
}
