package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nodes that make a list, or a part of one. */
sealed interface ListNode extends PlanNode {

    record Reverse(PlanNode node) implements ListNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            Object value = Values.plain(node.evaluate(evaluation, scope));
            if (!(value instanceof List<?> list)) {
                return value;
            }
            List<Object> reversed = new ArrayList<>(list);
            Collections.reverse(reversed);
            return reversed;
        }
    }

    /** The only element of a list, null of an empty one. */
    record Unique(PlanNode node) implements ListNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            Object value = Values.plain(node.evaluate(evaluation, scope));
            if (!(value instanceof List<?> list)) {
                return value;
            }
            if (list.size() > 1) {
                throw Values.moreThanOne(list.size());
            }
            return list.isEmpty() ? null : list.get(0);
        }
    }

    record Required(PlanNode node) implements ListNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            Object value = Values.plain(node.evaluate(evaluation, scope));
            if (Values.isEmpty(value)) {
                throw PrismaError.badRequest("Required value is empty");
            }
            return value;
        }
    }

    record Sum(List<PlanNode> nodes) implements ListNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            Number sum = 0L;
            for (PlanNode node : nodes) {
                sum = Arithmetic.add(sum, Values.number(node.evaluate(evaluation, scope)));
            }
            return sum;
        }
    }

    /** Lists joined to one, single values as lists of one. */
    record Concat(List<PlanNode> nodes) implements ListNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            List<Object> all = new ArrayList<>();
            for (PlanNode node : nodes) {
                all.addAll(Values.list(node.evaluate(evaluation, scope)));
            }
            return all;
        }
    }

    /** That field of a record, or of each record of a list. */
    record MapField(String field, PlanNode records) implements ListNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            return field(Values.plain(records.evaluate(evaluation, scope)));
        }

        private Object field(Object value) {
            if (value instanceof List<?> list) {
                List<Object> fields = new ArrayList<>(list.size());
                for (Object element : list) {
                    fields.add(field(element));
                }
                return fields;
            }
            return value instanceof Map<?, ?> fields ? fields.get(field) : value;
        }
    }

    /** Records of one list whose key is not in the other. */
    record Difference(PlanNode from, PlanNode to, List<String> fields) implements ListNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            List<Object> candidates = Values.list(from.evaluate(evaluation, scope));
            Set<Object> excluded = new HashSet<>();
            for (Object value : Values.list(to.evaluate(evaluation, scope))) {
                excluded.add(key(value));
            }
            List<Object> rest = new ArrayList<>();
            for (Object candidate : candidates) {
                if (!excluded.contains(key(candidate))) {
                    rest.add(candidate);
                }
            }
            return rest;
        }

        private Object key(Object value) {
            return value == null ? null : RecordKey.of(Values.fields(value), fields);
        }
    }
}
