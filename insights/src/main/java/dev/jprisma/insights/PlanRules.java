package dev.jprisma.insights;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.state.insights.Advice;
import dev.jprisma.state.insights.AdviceRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a statement's plan tells, with what was counted of its executions. Of one thread. */
final class PlanRules {
    /** Below, reading all of it is as fast as any index. */
    static final long SMALL_TABLE_ROWS = 1000;
    /** An index on more is not made for a trial: who writes to the table would wait. */
    private static final long LARGE_TABLE_BYTES = 16L << 20;

    private static final long BLOCK_BYTES = 8192;
    private static final long LARGE_OFFSET = 1000;
    private static final long WIDE_ROW_BYTES = 2000;
    private static final long MANY_BYTES = 256 * 1024;
    private static final long MANY_BLOCKS = 1000;
    private static final int LEAST_EXECUTIONS = 5;

    private final Planner planner;
    private final TableFacts tables;

    PlanRules(PostgresConnection session, TableFacts tables) {
        this.planner = new Planner(session);
        this.tables = tables;
    }

    /**
     * What is known of a statement's executions.
     *
     * @param rowsEach on average, and {@code blocksEach}; -1 if unknown
     * @param offset the most rows that one skipped
     */
    record Seen(
            StatementKey key,
            StatementShape shape,
            long rowsEach,
            long blocksEach,
            long executions,
            long offset,
            List<String> callers) {}

    /** @param index that the advice proposes; null if it proposes none */
    record Finding(Advice advice, IndexProposal index) {}

    List<Finding> findings(Seen seen) {
        PlanNode plan = planner.plan(seen.shape().sql()).node();
        if (plan == null) {
            return List.of();
        }
        Optional<Finding> offset = seen.offset() >= LARGE_OFFSET ? Optional.of(offset(seen)) : Optional.empty();
        Optional<Finding> scan = offset.isPresent() ? Optional.empty() : sequentialScan(seen, plan);
        List<Finding> findings = new ArrayList<>();
        offset.ifPresent(findings::add);
        scan.ifPresent(findings::add);
        if (findings.isEmpty()) {
            readsAboveRows(seen, plan).ifPresent(findings::add);
        }
        wideRows(seen, plan).ifPresent(findings::add);
        return findings;
    }

    private static Finding offset(Seen seen) {
        return new Finding(
                new Advice(
                        AdviceRule.LARGE_OFFSET,
                        seen.key().id(),
                        who(seen) + " skips " + grouped(seen.offset()) + " rows",
                        "OFFSET " + seen.offset()
                                + ": PostgreSQL reads the rows that are skipped, page after page more",
                        "Go on behind the last row of the page before: cursor with skip: 1 in Prisma, or WHERE id > $1"
                                + " ORDER BY id LIMIT ... .",
                        seen.callers()),
                null);
    }

    private Optional<Finding> sequentialScan(Seen seen, PlanNode plan) {
        for (PlanNode node : plan.all()) {
            if (!"Seq Scan".equals(node.type()) || node.filter() == null) {
                continue;
            }
            Optional<TableFacts.Table> table = tables.find(node.schema(), node.table());
            if (table.isEmpty()
                    || table.get().rows() < SMALL_TABLE_ROWS
                    || node.rows() * 10 > table.get().rows()
                    || seen.rowsEach() * 10 > table.get().rows()
                    || hasReadLess(seen, table.get())) {
                continue;
            }
            Optional<Finding> finding =
                    IndexProposal.of(table.get(), node).flatMap(index -> scanned(seen, plan, node, index));
            if (finding.isPresent()) {
                return finding;
            }
        }
        return Optional.empty();
    }

    /** When it was executed, the table was small, or the plan another. */
    private static boolean hasReadLess(Seen seen, TableFacts.Table table) {
        return seen.blocksEach() >= 0 && seen.blocksEach() * 2 < table.bytes() / BLOCK_BYTES;
    }

    private Optional<Finding> scanned(Seen seen, PlanNode plan, PlanNode scan, IndexProposal index) {
        TableFacts.Table table = index.table();
        String tried;
        if (table.bytes() <= LARGE_TABLE_BYTES) {
            Optional<PlanNode> with = planner.planWith(index.sql(), seen.shape().sql());
            if (with.isPresent() && with.get().cost() > plan.cost() * 0.8) {
                return Optional.empty();
            }
            tried = with.map(better -> String.format(
                            Locale.ROOT,
                            "; with the index below, tried and taken back, the plan costs %.0f instead of %.0f",
                            better.cost(),
                            plan.cost()))
                    .orElse("; the index below was not tried, since the table is being written to");
        } else {
            tried = "; the index below is estimated: the table is too large (" + (table.bytes() >> 20)
                    + " MB) to try one beside its users";
        }
        String gives = seen.rowsEach() >= 0
                ? "for " + grouped(seen.rowsEach()) + " on average"
                : "of which PostgreSQL expects to keep " + grouped(scan.rows());
        return Optional.of(new Finding(
                new Advice(
                        AdviceRule.SEQUENTIAL_SCAN,
                        seen.key().id(),
                        who(seen) + " reads all of " + table.name() + " for a few rows",
                        "Each execution reads " + grouped(table.rows()) + " rows " + gives + " (filter "
                                + StatementText.of(scan.filter()).shape() + ")" + tried,
                        index.sql() + ";",
                        seen.callers()),
                index));
    }

    private static Optional<Finding> readsAboveRows(Seen seen, PlanNode plan) {
        boolean sums = plan.has("Aggregate", "Group", "Unique", "SetOp", "WindowAgg");
        if (sums
                || !seen.shape().isRead()
                || seen.executions() < LEAST_EXECUTIONS
                || seen.blocksEach() < MANY_BLOCKS
                || seen.rowsEach() < 0
                || seen.rowsEach() * 20 > seen.blocksEach()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                new Advice(
                        AdviceRule.READS_ABOVE_ROWS,
                        seen.key().id(),
                        who(seen) + " reads far more than it returns",
                        grouped(seen.blocksEach()) + " blocks of 8 KB for " + grouped(seen.rowsEach())
                                + " rows, on average of " + grouped(seen.executions()) + " executions",
                        "Look at the plan for what is read and thrown away: a join whose inner side has no index, or an order"
                                + " that an index could give.",
                        seen.callers()),
                null));
    }

    private static Optional<Finding> wideRows(Seen seen, PlanNode plan) {
        if (!seen.shape().isRead()
                || plan.width() < WIDE_ROW_BYTES
                || seen.rowsEach() < 10
                || seen.rowsEach() * plan.width() < MANY_BYTES) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                new Advice(
                        AdviceRule.WIDE_ROWS,
                        seen.key().id(),
                        who(seen) + " fetches wide rows",
                        grouped(seen.rowsEach()) + " rows of " + grouped(plan.width()) + " bytes each: "
                                + grouped(seen.rowsEach() * plan.width() / 1024) + " KB an execution",
                        "Leave out the columns that are not needed: select or omit in Prisma, names instead of * in SQL.",
                        seen.callers()),
                null));
    }

    private static String who(Seen seen) {
        return seen.callers().isEmpty() ? "A statement" : seen.callers().get(0);
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }
}
