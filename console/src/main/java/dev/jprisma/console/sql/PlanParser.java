package dev.jprisma.console.sql;

import dev.jprisma.console.http.JsonTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@code EXPLAIN (FORMAT JSON)} says. A node's own time is its time less that of the nodes below it, where
 * processes that ran in parallel count as one, and a CTE counts where it is scanned.
 */
final class PlanParser {
    private static final List<String> DETAILS = List.of(
            "Index Cond",
            "Recheck Cond",
            "TID Cond",
            "Filter",
            "Rows Removed by Filter",
            "Rows Removed by Index Recheck",
            "Hash Cond",
            "Merge Cond",
            "Join Filter",
            "Rows Removed by Join Filter",
            "Sort Key",
            "Sort Method",
            "Sort Space Used",
            "Sort Space Type",
            "Group Key",
            "Presorted Key",
            "Heap Fetches",
            "Workers Launched",
            "Hash Batches",
            "Cache Hits",
            "Cache Misses",
            "Subplan Name");

    private final Map<String, Double> millisOfCtes = new HashMap<>();
    private boolean writes;
    private double dearest = -1;

    private PlanParser() {}

    static Plan parse(String json, boolean wasRun) {
        Map<?, ?> answer = (Map<?, ?>) ((List<?>) JsonTree.read(json)).get(0);
        return new PlanParser().plan(answer, wasRun, json);
    }

    private Plan plan(Map<?, ?> answer, boolean wasRun, String json) {
        Map<?, ?> top = (Map<?, ?>) answer.get("Plan");
        findCtes(top, 1);
        findDearest(top, 1, wasRun);
        PlanNode root = node(top, 1, wasRun);
        return new Plan(
                root,
                wasRun,
                writes,
                micros(number(answer, "Planning Time", -0.001)),
                micros(number(answer, "Execution Time", -0.001)),
                json);
    }

    private void findCtes(Map<?, ?> node, double processes) {
        writes |= "ModifyTable".equals(node.get("Node Type"));
        if (node.get("Subplan Name") instanceof String name && name.startsWith("CTE ")) {
            millisOfCtes.put(name.substring("CTE ".length()), millis(node, processes));
        }
        children(node).forEach(child -> findCtes(child, processesBelow(node, processes)));
    }

    private void findDearest(Map<?, ?> node, double processes, boolean wasRun) {
        dearest = Math.max(dearest, wasRun ? ownMillis(node, processes) : ownCost(node));
        children(node).forEach(child -> findDearest(child, processesBelow(node, processes), wasRun));
    }

    private PlanNode node(Map<?, ?> node, double processes, boolean wasRun) {
        double loops = number(node, "Actual Loops", -1);
        double own = wasRun ? ownMillis(node, processes) : ownCost(node);
        boolean isDearest = own == dearest;
        if (isDearest) {
            dearest = Double.MAX_VALUE; // only one of several
        }
        double below = processesBelow(node, processes);
        return new PlanNode(
                String.valueOf(node.get("Node Type")),
                target(node),
                details(node),
                (long) number(node, "Plan Rows", -1),
                wasRun ? Math.round(number(node, "Actual Rows", 0) * loops) : -1,
                (long) loops,
                wasRun ? micros(millis(node, processes)) : -1,
                wasRun ? micros(own) : -1,
                Math.round(ownCost(node) * 100),
                (long) number(node, "Shared Hit Blocks", -1),
                (long) number(node, "Shared Read Blocks", -1),
                isDearest,
                children(node).stream().map(child -> node(child, below, wasRun)).toList());
    }

    private double ownMillis(Map<?, ?> node, double processes) {
        double below = processesBelow(node, processes);
        double millis = millis(node, processes);
        for (Map<?, ?> child : children(node)) {
            millis -= isCte(child) ? 0 : millis(child, below);
        }
        if (node.get("CTE Name") instanceof String name) {
            millis -= millisOfCtes.getOrDefault(name, 0.0);
        }
        return Math.max(0, millis);
    }

    private static double ownCost(Map<?, ?> node) {
        double cost = number(node, "Total Cost", 0);
        for (Map<?, ?> child : children(node)) {
            cost -= isCte(child) ? 0 : number(child, "Total Cost", 0);
        }
        return Math.max(0, cost);
    }

    private static double millis(Map<?, ?> node, double processes) {
        return number(node, "Actual Total Time", 0) * number(node, "Actual Loops", 0) / processes;
    }

    /** PostgreSQL gives the mean of all processes, and counts each as a loop. */
    private static double processesBelow(Map<?, ?> node, double processes) {
        return node.containsKey("Workers Launched") ? number(node, "Workers Launched", 0) + 1 : processes;
    }

    private static boolean isCte(Map<?, ?> node) {
        return node.get("Subplan Name") instanceof String name && name.startsWith("CTE ");
    }

    private static List<Map<?, ?>> children(Map<?, ?> node) {
        List<Map<?, ?>> children = new ArrayList<>();
        if (node.get("Plans") instanceof List<?> plans) {
            plans.forEach(plan -> children.add((Map<?, ?>) plan));
        }
        return children;
    }

    private static String target(Map<?, ?> node) {
        StringBuilder target = new StringBuilder();
        for (String key : List.of("Relation Name", "CTE Name", "Function Name")) {
            if (node.containsKey(key)) {
                target.append(node.get(key));
                break;
            }
        }
        if (node.get("Alias") instanceof String alias && !alias.contentEquals(target)) {
            target.append(target.isEmpty() ? "" : " ").append(alias);
        }
        if (node.containsKey("Index Name")) {
            target.append(target.isEmpty() ? "" : " using ").append(node.get("Index Name"));
        }
        return target.toString();
    }

    private static List<String> details(Map<?, ?> node) {
        return DETAILS.stream()
                .filter(node::containsKey)
                .map(key -> key + ": " + text(node.get(key)))
                .toList();
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return String.join(", ", list.stream().map(PlanParser::text).toList());
        }
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : String.valueOf(value);
    }

    private static double number(Map<?, ?> node, String key, double otherwise) {
        return node.get(key) instanceof BigDecimal number ? number.doubleValue() : otherwise;
    }

    private static long micros(double millis) {
        return Math.round(millis * 1000);
    }
}
