package dev.jprisma.console.sql;

import java.util.List;

/**
 * A node of a plan. Times are in microseconds; of a statement that was not run they are -1, as is what was counted.
 *
 * @param type such as {@code Seq Scan}
 * @param target what it works on, such as {@code orders using orders_pkey}; empty for nothing
 * @param details such as {@code Filter: (total > 100)}
 * @param estimatedRows for each time it is run
 * @param rows in all
 * @param loops how many times it was run
 * @param micros with all below it
 * @param ownMicros without them
 * @param ownCost the planner's, without that of the nodes below it, in hundredths of its unit
 * @param hits blocks found in PostgreSQL's memory, with all below it
 * @param reads blocks that were not
 * @param isDearest whether no other took longer by itself; where nothing was run, whether none costs more
 */
public record PlanNode(
        String type,
        String target,
        List<String> details,
        long estimatedRows,
        long rows,
        long loops,
        long micros,
        long ownMicros,
        long ownCost,
        long hits,
        long reads,
        boolean isDearest,
        List<PlanNode> children) {}
