package dev.jprisma.insights;

import dev.jprisma.postgres.SqlText;
import dev.jprisma.state.insights.Advice;
import dev.jprisma.state.insights.AdviceRule;
import java.util.ArrayList;
import java.util.List;

/** What a database's tables tell by themselves. */
final class SchemaRules {
    private SchemaRules() {}

    /** @param proposed indexes that are advised already */
    static List<Advice> advice(TableFacts tables, List<IndexProposal> proposed) {
        List<Advice> advice = new ArrayList<>();
        for (TableFacts.ForeignKey key : tables.foreignKeys()) {
            tables.find(key.schema(), key.table())
                    .filter(table -> table.rows() >= PlanRules.SMALL_TABLE_ROWS)
                    .filter(table -> proposed.stream().noneMatch(index -> isFor(index, table, key)))
                    .ifPresent(table -> advice.add(foreignKey(key, table)));
        }
        tables.unused().forEach(index -> advice.add(unused(index)));
        return advice;
    }

    private static boolean isFor(IndexProposal index, TableFacts.Table table, TableFacts.ForeignKey key) {
        return index.table().equals(table)
                && key.columns().startsWith(index.columns().get(0));
    }

    private static Advice foreignKey(TableFacts.ForeignKey key, TableFacts.Table table) {
        return new Advice(
                AdviceRule.FOREIGN_KEY_WITHOUT_INDEX,
                null,
                "Each row deleted from " + key.referenced() + " reads all of " + key.table(),
                PlanRules.grouped(key.deletes()) + " rows were deleted from " + key.referenced() + ", and no index of "
                        + key.table() + " (" + PlanRules.grouped(table.rows()) + " rows) begins with " + key.columns()
                        + ", the columns of " + key.name(),
                "CREATE INDEX ON " + table.path() + " (" + key.columns() + ");",
                List.of());
    }

    private static Advice unused(TableFacts.UnusedIndex index) {
        return new Advice(
                AdviceRule.UNUSED_INDEX,
                null,
                "The index " + index.name() + " of " + index.table() + " is written and never read",
                "Not read once since the server's statistics began, while its table was read "
                        + PlanRules.grouped(index.scans()) + " times and changed " + PlanRules.grouped(index.writes())
                        + " times; it takes " + (index.bytes() >> 20) + " MB",
                "If nothing else needs it: DROP INDEX " + SqlText.name(index.schema(), index.name()) + ";",
                List.of());
    }

    static Advice lockWait(LockWait wait) {
        String who = wait.application().isEmpty() ? "A statement" : wait.application();
        String blocker = wait.blockerApplication().isEmpty() ? "another session" : wait.blockerApplication();
        return new Advice(
                AdviceRule.LOCK_WAIT,
                wait.statement().id(),
                who + " waits for a lock",
                "It had waited for " + wait.waitedMillis() + " ms for " + blocker + ", " + wait.blockerState()
                        + ", whose transaction was open for " + wait.blockerMillis() + " ms; last there: "
                        + wait.blocker(),
                "Keep the transaction that holds the lock short: do in it what must be done together, and nothing that"
                        + " waits for somebody else.",
                wait.application().isEmpty() ? List.of() : List.of(wait.application()));
    }
}
