package dev.jprisma.console.mcp;

import dev.jprisma.console.home.Home;
import dev.jprisma.state.insights.Advice;
import dev.jprisma.state.insights.InsightsReport;
import dev.jprisma.state.insights.StatementFigures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What is slow on a database, as its server counts it. */
final class InsightsTools {
    private static final int MICROS_DIGITS = 3;

    private final Home home;
    private final DatabaseFinder databases;

    InsightsTools(Home home, DatabaseFinder databases) {
        this.home = home;
        this.databases = databases;
    }

    List<Tool> all() {
        return List.of(Tool.of(
                "query_insights",
                "What is slow",
                "Lists the statements that took the most time on a database since its statistics began, without their"
                        + " values, and what could be done about them.",
                Effect.READS,
                List.of(
                        DatabaseFinder.ID,
                        Parameter.number("limit", "How many statements to give at most", 1, 1000, 100)),
                Schemas.object(
                        "queries",
                        Schemas.list(Schemas.object(
                                "query",
                                Schemas.TEXT,
                                "database",
                                Schemas.TEXT,
                                "calls",
                                Schemas.NUMBER,
                                "totalMs",
                                Schemas.NUMBER,
                                "meanMs",
                                Schemas.NUMBER,
                                "maxMs",
                                Schemas.NUMBER,
                                "rows",
                                Schemas.NUMBER)),
                        "advice",
                        Schemas.list(Schemas.object(
                                "title", Schemas.TEXT, "evidence?", Schemas.TEXT, "remedy?", Schemas.TEXT)),
                        "notes",
                        Schemas.list(Schemas.TEXT)),
                this::insights));
    }

    private Tool.Answer insights(Call call) {
        InsightsReport report = home.insights(databases.running(call).instanceName());
        SizeLimit size = new SizeLimit();
        return new Tool.Answer(Json.object(
                "queries",
                report.statements().stream()
                        .limit(call.arguments().number("limit"))
                        .map(InsightsTools::shown)
                        .takeWhile(size::hasRoomFor)
                        .toList(),
                "advice",
                report.advice().stream()
                        .map(InsightsTools::shown)
                        .takeWhile(size::hasRoomFor)
                        .toList(),
                "notes",
                report.notes()));
    }

    private static Map<String, Object> shown(StatementFigures statement) {
        return Json.object(
                "query",
                statement.sql(),
                "database",
                statement.database(),
                "calls",
                statement.executions(),
                "totalMs",
                millis(statement.totalMicros()),
                "meanMs",
                millis(statement.meanMicros()),
                "maxMs",
                millis(statement.slowestMicros()),
                "rows",
                statement.rows());
    }

    private static Map<String, Object> shown(Advice advice) {
        return Json.object("title", advice.title(), "evidence", advice.evidence(), "remedy", advice.remedy());
    }

    private static BigDecimal millis(long micros) {
        return BigDecimal.valueOf(micros, MICROS_DIGITS);
    }
}
