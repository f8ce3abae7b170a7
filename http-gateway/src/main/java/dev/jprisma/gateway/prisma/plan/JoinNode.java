package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parents, each given its children.
 *
 * @param strictEquality true if the keys of both sides are known to have the same type
 */
record JoinNode(PlanNode parent, List<Child> children, boolean strictEquality) implements RecordNode {

    /**
     * One relation.
     *
     * @param parentKeys fields of the parent, compared in order to the child's
     * @param unique true if the field takes one child instead of a list
     */
    record Child(PlanNode node, List<String> parentKeys, List<String> childKeys, String parentField, boolean unique) {}

    @Override
    public Object evaluate(Evaluation evaluation, VariableScope scope) {
        Object parents = Values.plain(parent.evaluate(evaluation, scope));
        if (parents == null) {
            return null;
        }
        List<Object> records = Values.list(parents);
        List<List<Object>> results = new ArrayList<>(children.size());
        for (Child child : children) {
            results.add(Values.list(child.node().evaluate(evaluation, scope)));
        }
        for (int i = 0; i < results.size(); i++) {
            attach(records, children.get(i), results.get(i));
        }
        return parents;
    }

    private void attach(List<Object> parents, Child relation, List<Object> found) {
        Map<Object, List<Map<String, Object>>> byKey = new HashMap<>();
        for (Object value : parents) {
            Map<String, Object> fields = Values.fields(value);
            byKey.computeIfAbsent(RecordKey.of(fields, relation.parentKeys()), key -> new ArrayList<>(1))
                    .add(fields);
            fields.put(relation.parentField(), relation.unique() ? null : new ArrayList<>());
        }
        KeyCasts casts = strictEquality ? KeyCasts.NONE : KeyCasts.of(parents, relation.parentKeys());
        for (Object value : found) {
            if (value != null) {
                Object key = casts.key(Values.fields(value), relation.childKeys());
                for (Map<String, Object> fields : byKey.getOrDefault(key, List.of())) {
                    give(fields, relation, value);
                }
            }
        }
    }

    private static void give(Map<String, Object> fields, Child relation, Object child) {
        if (relation.unique()) {
            fields.put(relation.parentField(), child);
        } else {
            Values.list(fields.get(relation.parentField())).add(child);
        }
    }
}
