package dev.jprisma.insights;

import dev.jprisma.state.insights.Advice;
import dev.jprisma.state.insights.AdviceRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the order of executions tells: reads that one read could do, and reads of what is known already. */
final class ExecutionRules {
    private static final int LEAST_OF_A_LOOP = 10;
    private static final int LEAST_REPEATED = 25;
    /** What a program does at most between two statements of a loop. */
    private static final long LONGEST_GAP_MILLIS = 500;

    /** Between a read and the loop over its result, in which the client may have to get a call ready. */
    private static final long LONGEST_START_MILLIS = 2000;

    private static final long REPEATED_WITHIN_MILLIS = 10_000;

    private final Recorded recorded;
    private final List<Execution> executions;

    ExecutionRules(Recorded recorded) {
        this.recorded = recorded;
        this.executions = recorded.complete();
    }

    List<Advice> advice() {
        Map<StatementKey, List<Execution>> reads = new LinkedHashMap<>();
        for (Execution execution : executions) {
            if (readsTable(execution.statement())) {
                reads.computeIfAbsent(execution.statement(), first -> new ArrayList<>())
                        .add(execution);
            }
        }
        List<Advice> advice = new ArrayList<>();
        reads.forEach((statement, all) -> Stream.of(loop(statement, all), repeated(statement, all))
                .flatMap(Optional::stream)
                .forEach(advice::add));
        return advice;
    }

    private boolean readsTable(StatementKey statement) {
        return recorded.find(statement).filter(Recorded.Statement::readsTable).isPresent();
    }

    private Optional<Advice> loop(StatementKey statement, List<Execution> all) {
        Map<String, List<Execution>> byContext = new LinkedHashMap<>();
        all.forEach(execution -> byContext
                .computeIfAbsent(execution.context(), first -> new ArrayList<>())
                .add(execution));
        List<Execution> longest = List.of();
        for (List<Execution> ofContext : byContext.values()) {
            for (List<Execution> burst : bursts(ofContext)) {
                if (burst.size() >= LEAST_OF_A_LOOP && burst.size() > longest.size() && isLoop(statement, burst)) {
                    longest = burst;
                }
            }
        }
        return longest.isEmpty() ? Optional.empty() : Optional.of(loopAdvice(statement, longest));
    }

    /** Those with no longer pause between than a program makes. */
    private static List<List<Execution>> bursts(List<Execution> executions) {
        List<List<Execution>> bursts = new ArrayList<>();
        long end = Long.MIN_VALUE / 2;
        for (Execution execution : executions) {
            if (execution.startMillis() - end > LONGEST_GAP_MILLIS) {
                bursts.add(new ArrayList<>());
            }
            bursts.get(bursts.size() - 1).add(execution);
            end = Math.max(end, execution.endMillis());
        }
        return bursts;
    }

    private boolean isLoop(StatementKey statement, List<Execution> burst) {
        long different = burst.stream().mapToLong(Execution::values).distinct().count();
        if (different * 5 < burst.size() * 4L) {
            return false;
        }
        Execution first = burst.get(0);
        boolean traced = first.comment().trace() != null;
        boolean oneTransaction =
                burst.stream().allMatch(each -> each.transaction().equals(first.transaction()))
                        && !first.transaction().endsWith("/0");
        return traced || oneTransaction || parent(statement, burst).isPresent();
    }

    /**
     * A read of the same application's just before, which is not repeated with each of them: where many requests come
     * at once, each of a few statements, all of these are as frequent.
     */
    private Optional<StatementKey> parent(StatementKey statement, List<Execution> burst) {
        Execution first = burst.get(0);
        long end = burst.get(burst.size() - 1).endMillis();
        Map<StatementKey, Integer> around = new HashMap<>();
        StatementKey before = null;
        for (Execution execution : executions) {
            if (execution.statement().equals(statement)
                    || !execution.context().equals(first.context())
                    || !readsTable(execution.statement())) {
                continue;
            }
            if (execution.endMillis() <= first.startMillis() + 1
                    && execution.endMillis() >= first.startMillis() - LONGEST_START_MILLIS) {
                before = execution.statement();
            }
            if (execution.endMillis() >= first.startMillis() - LONGEST_START_MILLIS && execution.startMillis() <= end) {
                around.merge(execution.statement(), 1, Integer::sum);
            }
        }
        return Optional.ofNullable(before).filter(key -> around.get(key) * 10 <= burst.size());
    }

    private Advice loopAdvice(StatementKey statement, List<Execution> burst) {
        Execution first = burst.get(0);
        long millis = burst.get(burst.size() - 1).endMillis() - first.startMillis();
        String where = first.comment().trace() != null
                ? "in one trace"
                : parent(statement, burst)
                        .flatMap(recorded::find)
                        .map(parent -> "right after one read of "
                                + String.join(", ", parent.shape().tables()))
                        .orElse("in one transaction");
        boolean prisma = first.comment().action() != null && first.comment().arguments() != null;
        return new Advice(
                AdviceRule.N_PLUS_ONE,
                statement.id(),
                first.callerName() + " is executed once for each row of another result",
                burst.size() + " executions within " + millis + " ms " + where + ", each with other values",
                prisma
                        ? "Let the query before bring these rows along, by include or select of the relation; or read them"
                                + " at once: where: { id: { in: ids } }."
                        : "Read the rows at once: by a join, or WHERE ... = ANY ($1) with all values.",
                callers(burst));
    }

    private Optional<Advice> repeated(StatementKey statement, List<Execution> all) {
        Map<Long, List<Execution>> byValues = new HashMap<>();
        all.forEach(execution -> byValues.computeIfAbsent(execution.values(), first -> new ArrayList<>())
                .add(execution));
        List<Execution> most = List.of();
        for (List<Execution> equal : byValues.values()) {
            List<Execution> within = busiest(equal);
            if (within.size() > most.size()) {
                most = within;
            }
        }
        if (most.size() < LEAST_REPEATED) {
            return Optional.empty();
        }
        Execution first = most.get(0);
        long seconds = Math.max(1, (most.get(most.size() - 1).endMillis() - first.startMillis() + 999) / 1000);
        return Optional.of(new Advice(
                AdviceRule.REPEATED_READ,
                statement.id(),
                first.callerName() + " reads the same again and again",
                most.size() + " executions with equal values within " + seconds + " s",
                first.comment().action() != null
                        ? "Keep the answer for a while: cacheStrategy: { ttl: 30 } over the HTTP URL, or a variable of the"
                                + " application's for the time of a request."
                        : "Keep the answer in the application for a while.",
                callers(most)));
    }

    private static List<Execution> busiest(List<Execution> equal) {
        int from = 0;
        int bestFrom = 0;
        int bestTo = 0;
        for (int to = 0; to < equal.size(); to++) {
            while (equal.get(to).startMillis() - equal.get(from).startMillis() > REPEATED_WITHIN_MILLIS) {
                from++;
            }
            if (to + 1 - from > bestTo - bestFrom) {
                bestFrom = from;
                bestTo = to + 1;
            }
        }
        return equal.subList(bestFrom, bestTo);
    }

    private static List<String> callers(List<Execution> executions) {
        return executions.stream()
                .map(Execution::callerName)
                .filter(name -> !name.isEmpty())
                .distinct()
                .limit(5)
                .toList();
    }
}
