package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.ByteSize;
import dev.jprisma.state.PrintableText;
import dev.jprisma.state.insights.Advice;
import dev.jprisma.state.insights.GatewayTraffic;
import dev.jprisma.state.insights.InsightsReport;
import dev.jprisma.state.insights.StatementFigures;
import java.util.Locale;

/** A report as a person reads it. */
final class InsightsText {
    private static final String ROW = "%-25s  %9s  %9s  %10s  %8s  %s";
    private static final int MOST_STATEMENTS = 15;
    private static final int LONGEST_STATEMENT = 100;

    private final Console console;

    InsightsText(Console console) {
        this.console = console;
    }

    void print(InsightsReport report) {
        for (Advice advice : report.advice()) {
            print(advice);
        }
        if (report.advice().isEmpty()) {
            console.result("Nothing to advise.");
            console.result("");
        }
        if (!report.statements().isEmpty()) {
            console.result(console.bold(String.format(ROW, "STATEMENT", "TOTAL", "MEAN", "EXECUTIONS", "ROWS", "SQL")));
            report.statements().stream().limit(MOST_STATEMENTS).forEach(this::print);
        }
        if (report.traffic().requests() > 0) {
            print(report.traffic());
        }
        report.notes().forEach(note -> console.note(note + "."));
    }

    void print(Advice advice) {
        console.result(console.yellow(printable(advice.title())));
        console.result("  " + printable(advice.evidence()) + ".");
        console.result("  " + printable(advice.remedy()));
        if (advice.statement() != null) {
            console.result(console.dim("  statement " + printable(advice.statement())));
        }
        console.result("");
    }

    private void print(GatewayTraffic traffic) {
        console.result("");
        console.result(String.format(
                Locale.ROOT,
                "HTTP: %d requests (%d failed, %d from the cache), %s and %d bytes on average, %s in all.",
                traffic.requests(),
                traffic.failures(),
                traffic.cacheHits(),
                time(traffic.micros() / traffic.requests()),
                traffic.answerBytes() / traffic.requests(),
                ByteSize.text(traffic.answerBytes())));
    }

    private void print(StatementFigures statement) {
        String sql = printable(statement.sql()).replace('\n', ' ');
        String caller = statement.callers().isEmpty()
                ? ""
                : printable(statement.callers().get(0).name());
        console.result(String.format(
                ROW,
                printable(statement.id()),
                time(statement.totalMicros()),
                time(statement.meanMicros()),
                statement.executions(),
                statement.rows(),
                (caller.isEmpty() ? "" : caller + ": ")
                        + (sql.length() > LONGEST_STATEMENT ? sql.substring(0, LONGEST_STATEMENT) + "..." : sql)));
    }

    private static String time(long micros) {
        return micros < 1_000_000
                ? String.format(Locale.ROOT, "%.2f ms", micros / 1000.0)
                : String.format(Locale.ROOT, "%.2f s", micros / 1_000_000.0);
    }

    static String printable(String text) {
        return PrintableText.lines(text);
    }
}
