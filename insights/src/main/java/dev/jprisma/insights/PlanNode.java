package dev.jprisma.insights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A node of {@code EXPLAIN (FORMAT JSON, VERBOSE)}.
 *
 * @param schema of the table that is read; null if none is
 * @param rows that PostgreSQL expects it to give
 * @param width of such a row in bytes
 * @param cost of the node and those below it, in PostgreSQL's units
 * @param filter which rows are kept of those read; null if all are
 */
record PlanNode(
        String type,
        String schema,
        String table,
        String alias,
        String filter,
        long rows,
        long width,
        double cost,
        List<PlanNode> children) {
    private static final JsonFactory JSON = new JsonFactory();

    /** @param json as PostgreSQL writes it */
    static PlanNode parse(String json) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
            in.nextToken();
            Object explained = read(in);
            return of((Map<?, ?>) ((Map<?, ?>) ((List<?>) explained).get(0)).get("Plan"));
        }
    }

    private static Object read(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = in.currentName();
                    in.nextToken();
                    members.put(name, read(in));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(read(in));
                }
                yield elements;
            }
            default -> in.getString();
        };
    }

    private static PlanNode of(Map<?, ?> node) {
        List<PlanNode> children = new ArrayList<>();
        if (node.get("Plans") instanceof List<?> plans) {
            plans.forEach(plan -> children.add(of((Map<?, ?>) plan)));
        }
        return new PlanNode(
                (String) node.get("Node Type"),
                (String) node.get("Schema"),
                (String) node.get("Relation Name"),
                (String) node.get("Alias"),
                (String) node.get("Filter"),
                Long.parseLong((String) node.get("Plan Rows")),
                Long.parseLong((String) node.get("Plan Width")),
                Double.parseDouble((String) node.get("Total Cost")),
                List.copyOf(children));
    }

    /** This node and all below it. */
    List<PlanNode> all() {
        List<PlanNode> all = new ArrayList<>(List.of(this));
        children.forEach(child -> all.addAll(child.all()));
        return all;
    }

    boolean has(String... types) {
        List<String> wanted = List.of(types);
        return all().stream().anyMatch(node -> wanted.contains(node.type()));
    }
}
