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

    /** A parent, and of one that takes a list the list; the next parent with the same key. */
    private record Place(Map<String, Object> parent, List<Object> children, Place next) {
        void give(Child relation, Object child) {
            if (children == null) {
                parent.put(relation.parentField(), child);
            } else {
                children.add(child);
            }
        }
    }

    private void attach(List<Object> parents, Child relation, List<Object> found) {
        Map<Object, Place> byKey = new HashMap<>(2 * parents.size());
        for (Object value : parents) {
            Map<String, Object> fields = Values.fields(value);
            List<Object> children = relation.unique() ? null : new ArrayList<>();
            Object key = RecordKey.of(fields, relation.parentKeys());
            byKey.put(key, new Place(fields, children, byKey.get(key)));
            fields.put(relation.parentField(), children);
        }
        KeyCasts casts = strictEquality ? KeyCasts.NONE : KeyCasts.of(parents, relation.parentKeys());
        for (Object value : found) {
            if (value != null) {
                Object key = casts.key(Values.fields(value), relation.childKeys());
                for (Place place = byKey.get(key); place != null; place = place.next()) {
                    place.give(relation, value);
                }
            }
        }
    }
}
