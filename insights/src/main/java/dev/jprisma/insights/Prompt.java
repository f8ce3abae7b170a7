package dev.jprisma.insights;

import dev.jprisma.state.insights.Advice;
import dev.jprisma.state.insights.StatementCaller;
import dev.jprisma.state.insights.StatementFigures;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is asked of an assistant about a statement. */
final class Prompt {
    private Prompt() {}

    /** @param tables the lines of each table: columns and indexes */
    static String of(
            StatementFigures statement,
            String version,
            String plan,
            Map<String, List<String>> tables,
            List<Advice> advice) {
        StringBuilder text = new StringBuilder(
                "This statement of a PostgreSQL " + version
                        + " database may be slow. Say what to change in the query, the Prisma call or the schema, and why.\n\n");
        text.append("## Statement\n\n```sql\n").append(statement.sql()).append("\n```\n\n");
        text.append(String.format(
                Locale.ROOT,
                "Executed %d times, %.3f ms on average, %.3f ms at most, %d rows in all, %d blocks read.\n",
                statement.executions(),
                statement.meanMicros() / 1000.0,
                statement.slowestMicros() / 1000.0,
                statement.rows(),
                statement.blocksRead() + statement.blocksHit()));
        for (StatementCaller caller : statement.callers()) {
            text.append("Called by ").append(caller.name());
            if (caller.arguments() != null) {
                text.append('(').append(caller.arguments()).append(')');
            }
            text.append(caller.route() == null ? "" : " of route " + caller.route())
                    .append(".\n");
        }
        text.append("\n## Plan\n\n```\n").append(plan == null ? "none" : plan).append("\n```\n\n## Tables\n");
        tables.forEach((table, lines) -> {
            text.append("\n").append(table).append(":\n\n");
            lines.forEach(line -> text.append("- ").append(line).append('\n'));
        });
        if (!advice.isEmpty()) {
            text.append("\n## What jprisma found\n\n");
            advice.forEach(each -> text.append("- ")
                    .append(each.title())
                    .append(". ")
                    .append(each.evidence())
                    .append(". ")
                    .append(each.remedy())
                    .append('\n'));
        }
        return text.toString();
    }
}
