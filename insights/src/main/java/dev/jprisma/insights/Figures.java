package dev.jprisma.insights;

import dev.jprisma.state.insights.StatementFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

    /** The one that took the most time in all first. */
    List<StatementFigures> all() {
        Set<StatementKey> keys = new LinkedHashSet<>(statistics.counters().keySet());
        keys.addAll(recorded.keys());
        List<StatementFigures> all = new ArrayList<>();
        for (StatementKey key : keys) {
            StatementFigures figures = of(key);
            if (isWorthALine(figures)) {
                all.add(figures);
            }
        }
        all.sort(Comparator.comparingLong(StatementFigures::totalMicros).reversed());
        return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
    }

    private static boolean isWorthALine(StatementFigures figures) {
        String start =
                figures.sql().substring(0, Math.min(6, figures.sql().length())).toLowerCase(Locale.ROOT);
        if (figures.database().startsWith("template")) {
            return false;
        }
        return figures.tables().stream().anyMatch(table -> !table.startsWith("pg_"))
                || figures.meanMicros() >= SLOW_MICROS
                        && !start.startsWith("commit")
                        && figures.tables().isEmpty();
    }

    StatementFigures of(StatementKey key) {
        Optional<Recorded.Statement> seen = recorded.find(key);
        StatementCounters counted = statistics.counters().get(key);
        String sql =
                seen.map(statement -> statement.text().shape()).orElseGet(() -> counted == null ? "" : counted.sql());
        long lastMillis = Math.max(
                seen.map(Recorded.Statement::lastMillis).orElse(0L), counted == null ? 0 : counted.lastSeenMillis());
        return new StatementFigures(
                key.id(),
                key.database(),
                sql,
                new StatementText(sql, "", "").tables(),
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
