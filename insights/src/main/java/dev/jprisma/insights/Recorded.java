package dev.jprisma.insights;

import dev.jprisma.state.insights.StatementCaller;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** What was written down, bounded: the last executions, and each statement of late. Of one thread at a time. */
final class Recorded {
    private static final int MOST_EXECUTIONS = 20_000;
    private static final int MOST_STATEMENTS = 500;
    private static final int MOST_CALLERS = 20;

    private final Deque<Execution> executions = new ArrayDeque<>();
    /** One string for what thousands of executions have in common. */
    private final Map<String, String> texts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_STATEMENTS;
        }
    };

    private final long salt = new Random().nextLong();

    private final Map<StatementKey, Statement> statements = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<StatementKey, Statement> eldest) {
            return size() > MOST_STATEMENTS;
        }
    };

    /** What was seen of one statement. */
    static final class Statement {
        private final StatementShape shape;
        private final boolean readsTable;
        private final Map<String, StatementCaller> callers = new HashMap<>();
        private long executions;
        private long totalMicros;
        private long slowestMicros;
        private long lastMillis;

        private Statement(StatementShape shape) {
            this.shape = shape;
            this.readsTable = shape.isRead() && shape.hasTable();
        }

        /** Whether it reads from a table that is not of the catalog. */
        boolean readsTable() {
            return readsTable;
        }

        StatementShape shape() {
            return shape;
        }

        long executions() {
            return executions;
        }

        long totalMicros() {
            return totalMicros;
        }

        long slowestMicros() {
            return slowestMicros;
        }

        long lastMillis() {
            return lastMillis;
        }

        /** The busiest first. */
        List<StatementCaller> callers() {
            return callers.values().stream()
                    .sorted(Comparator.comparingLong(StatementCaller::executions)
                            .reversed())
                    .toList();
        }

        private void add(Execution execution) {
            executions += execution.recordedOneIn();
            totalMicros += execution.micros() * execution.recordedOneIn();
            slowestMicros = Math.max(slowestMicros, execution.micros());
            lastMillis = execution.endMillis();
            SqlComment comment = execution.comment();
            String key = execution.callerName() + ' ' + comment.arguments() + ' ' + comment.route();
            if (callers.containsKey(key) || callers.size() < MOST_CALLERS) {
                callers.merge(
                        key,
                        new StatementCaller(
                                execution.callerName(),
                                comment.arguments(),
                                comment.route(),
                                execution.recordedOneIn()),
                        (old, one) -> new StatementCaller(
                                old.name(), old.arguments(), old.route(), old.executions() + one.executions()));
            }
        }
    }

    /** @param oneIn of how many executions it is the one that was written down */
    void add(LoggedStatement logged, long oneIn) {
        StatementText text = StatementText.of(logged.sql());
        if (text.shape().isEmpty()) {
            return;
        }
        StatementKey key =
                new StatementKey(logged.queryId() == 0 ? text.shape().hashCode() : logged.queryId(), logged.database());
        Execution execution = new Execution(
                key,
                logged.endMillis(),
                logged.micros(),
                logged.pid(),
                logged.transaction(),
                shared(logged.application()),
                shared(SqlComment.of(text.comment())),
                hash(text.plain(), logged.values()),
                text.offset(logged.values()),
                oneIn);
        executions.addLast(execution);
        if (executions.size() > MOST_EXECUTIONS) {
            executions.removeFirst();
        }
        statements
                .computeIfAbsent(key, unseen -> new Statement(StatementShape.of(text.shape())))
                .add(execution);
    }

    private SqlComment shared(SqlComment comment) {
        return comment.equals(SqlComment.NONE)
                ? comment
                : new SqlComment(
                        shared(comment.action()),
                        shared(comment.arguments()),
                        shared(comment.route()),
                        comment.trace());
    }

    private String shared(String text) {
        if (text == null) {
            return null;
        }
        String known = texts.get(text);
        if (known == null) {
            texts.put(text, text);
            return text;
        }
        return known;
    }

    private long hash(String sql, String values) {
        long hash = salt;
        for (int i = 0; i < sql.length(); i++) {
            hash = 31 * hash + sql.charAt(i);
        }
        for (int i = 0; i < values.length(); i++) {
            hash = 31 * hash + values.charAt(i);
        }
        return hash;
    }

    Optional<Statement> find(StatementKey key) {
        return Optional.ofNullable(statements.get(key));
    }

    List<StatementKey> keys() {
        return List.copyOf(statements.keySet());
    }

    /**
     * Of those of which each was written down, by the time at which they began: only of these the order tells
     * something.
     */
    List<Execution> complete() {
        return executions.stream()
                .filter(execution -> execution.recordedOneIn() == 1)
                .sorted(Comparator.comparingLong(Execution::startMillis))
                .toList();
    }

    /** The largest number of rows that executions of a statement skipped. */
    Map<StatementKey, Long> offsets() {
        Map<StatementKey, Long> offsets = new HashMap<>();
        for (Execution execution : executions) {
            if (execution.offset() > 0) {
                offsets.merge(execution.statement(), execution.offset(), Math::max);
            }
        }
        return offsets;
    }

    /** How many executions ended in each second after that one, with the time they took. */
    Map<Long, long[]> bySecond(StatementKey key, long afterMillis) {
        Map<Long, long[]> seconds = new TreeMap<>();
        for (Execution execution : executions) {
            if (execution.endMillis() > afterMillis && execution.statement().equals(key)) {
                long[] sums = seconds.computeIfAbsent(execution.endMillis() / 1000, second -> new long[2]);
                sums[0] += execution.recordedOneIn();
                sums[1] += execution.micros() * execution.recordedOneIn();
            }
        }
        return seconds;
    }
}
