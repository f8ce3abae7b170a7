package dev.jprisma.insights;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.insights.Advice;
import dev.jprisma.state.insights.LoadPoint;
import dev.jprisma.state.insights.StatementCaller;
import dev.jprisma.state.insights.StatementDetail;
import dev.jprisma.state.insights.StatementFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts what all rules find together. Of one thread at a time. */
final class Advisor {
    private static final int MOST_PLANNED = 60;
    private static final long KEPT_MILLIS = 20_000;

    private final Server server;
    private final Map<StatementKey, Kept> kept = new HashMap<>();
    private Map<String, List<Advice>> ofSchemas = Map.of();
    private long schemasAt;

    Advisor(Server server) {
        this.server = server;
    }

    /** What was found of a statement, for some time. */
    private record Kept(List<PlanRules.Finding> findings, long offset, long atMillis) {
        boolean isGoodFor(long offsetNow, long nowMillis) {
            return nowMillis - atMillis < KEPT_MILLIS && offset == offsetNow;
        }
    }

    /** The most urgent first. */
    List<Advice> advice(List<Figures.Line> lines, Recorded recorded, Statistics statistics, LockWaits locks) {
        List<Advice> advice = new ArrayList<>(new ExecutionRules(recorded).advice());
        locks.all().forEach(wait -> advice.add(SchemaRules.lockWait(wait)));
        Map<String, List<PlanRules.Seen>> byDatabase = worthPlanning(lines, recorded, statistics);
        byDatabase.forEach((database, statements) -> advice.addAll(ofDatabase(database, statements)));
        advice.sort(Comparator.comparing(Advice::rule));
        return List.copyOf(advice);
    }

    private static Map<String, List<PlanRules.Seen>> worthPlanning(
            List<Figures.Line> lines, Recorded recorded, Statistics statistics) {
        Map<StatementKey, Long> offsets = recorded.offsets();
        Map<String, List<PlanRules.Seen>> byDatabase = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> line.shape().hasTable())
                // Of those that were seen the last ones, then the dearest of all.
                .sorted(Comparator.comparing(
                        line -> line.figures().lastSeen(), Comparator.nullsLast(Comparator.reverseOrder())))
                .limit(MOST_PLANNED)
                .filter(line -> line.shape().canBeExplained())
                .forEach(line -> byDatabase
                        .computeIfAbsent(line.key().database(), first -> new ArrayList<>())
                        .add(seen(line, statistics, offsets)));
        return byDatabase;
    }

    private static PlanRules.Seen seen(Figures.Line line, Statistics statistics, Map<StatementKey, Long> offsets) {
        StatementCounters counted = statistics.counters().get(line.key());
        boolean known = counted != null && counted.executions() > 0;
        return new PlanRules.Seen(
                line.key(),
                line.shape(),
                known ? counted.rows() / counted.executions() : -1,
                known ? counted.blocks() / counted.executions() : -1,
                line.figures().executions(),
                offsets.getOrDefault(line.key(), 0L),
                line.figures().callers().stream()
                        .map(StatementCaller::name)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .limit(5)
                        .toList());
    }

    private List<Advice> ofDatabase(String database, List<PlanRules.Seen> statements) {
        long now = System.currentTimeMillis();
        boolean allKept = statements.stream().allMatch(seen -> isKept(seen, now));
        if (!allKept || now - schemasAt >= KEPT_MILLIS) {
            try (PostgresConnection session = server.open(database)) {
                findAnew(session, database, statements, now);
            } catch (ServerErrorException gone) {
                // A database that was dropped meanwhile.
                return List.of();
            }
        }
        List<Advice> advice = new ArrayList<>();
        statements.forEach(seen -> {
            Kept found = kept.get(seen.key());
            if (found != null) {
                found.findings().forEach(finding -> advice.add(withCallers(finding.advice(), seen.callers())));
            }
        });
        advice.addAll(ofSchemas.getOrDefault(database, List.of()));
        return advice;
    }

    private boolean isKept(PlanRules.Seen seen, long now) {
        return kept.containsKey(seen.key()) && kept.get(seen.key()).isGoodFor(seen.offset(), now);
    }

    private void findAnew(PostgresConnection session, String database, List<PlanRules.Seen> statements, long now) {
        TableFacts tables = TableFacts.read(session);
        PlanRules rules = new PlanRules(session, tables);
        List<IndexProposal> proposed = new ArrayList<>();
        for (PlanRules.Seen seen : statements) {
            if (!isKept(seen, now)) {
                kept.put(seen.key(), new Kept(rules.findings(seen), seen.offset(), now));
            }
            kept.get(seen.key()).findings().stream()
                    .filter(finding -> finding.index() != null)
                    .forEach(finding -> proposed.add(finding.index()));
        }
        kept.values().removeIf(old -> now - old.atMillis() > 10 * KEPT_MILLIS);
        Map<String, List<Advice>> schemas = new HashMap<>(ofSchemas);
        schemas.put(database, SchemaRules.advice(tables, proposed));
        ofSchemas = schemas;
        schemasAt = now;
    }

    private static Advice withCallers(Advice advice, List<String> callers) {
        return new Advice(
                advice.rule(), advice.statement(), advice.title(), advice.evidence(), advice.remedy(), callers);
    }

    StatementDetail detail(Figures.Line line, List<Advice> all, Recorded recorded) {
        StatementFigures statement = line.figures();
        List<Advice> advice = all.stream()
                .filter(each -> statement.id().equals(each.statement()))
                .toList();
        String plan = null;
        String note = null;
        String version;
        Map<String, List<String>> tables = new LinkedHashMap<>();
        try (PostgresConnection session = server.open(statement.database())) {
            version = session.parameter("server_version");
            try {
                plan = new Planner(session).text(statement.sql());
                note = "Without values, for which PostgreSQL may choose another plan";
            } catch (ServerErrorException e) {
                note = "There is no plan without values: " + e.getMessage();
            }
            TableFacts facts = TableFacts.read(session);
            for (String name : statement.tables()) {
                facts.named(name)
                        .ifPresent(table -> tables.put(
                                table.path() + " (" + PlanRules.grouped(table.rows()) + " rows)",
                                lines(session, table)));
            }
        }
        return new StatementDetail(
                statement,
                plan,
                note,
                advice,
                load(recorded, line.key()),
                Prompt.of(statement, version, plan, tables, advice));
    }

    private static List<String> lines(PostgresConnection session, TableFacts.Table table) {
        List<String> lines = new ArrayList<>(TableFacts.columns(session, table));
        lines.addAll(TableFacts.indexes(session, table));
        return lines;
    }

    private static List<LoadPoint> load(Recorded recorded, StatementKey key) {
        return recorded.bySecond(key, System.currentTimeMillis() - 600_000).entrySet().stream()
                .map(second -> new LoadPoint(
                        Instant.ofEpochSecond(second.getKey()), 1, second.getValue()[0], second.getValue()[1]))
                .collect(Collectors.toList());
    }
}
