package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nodes that make or change records. */
sealed interface RecordNode extends PlanNode permits JoinNode, RecordNode.Initialize, RecordNode.Change {

    /** A new record; PostgreSQL has no last insert id, so such a field is null. */
    record Initialize(PlanNode expression, Map<String, Argument> fields) implements RecordNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            expression.evaluate(evaluation, scope);
            Map<String, Object> values = new LinkedHashMap<>();
            fields.forEach((name, argument) -> values.put(name, argument.evaluate(evaluation, scope)));
            return values;
        }
    }

    enum Operation {
        SET,
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE;

        Object apply(Object old, Object operand) {
            return switch (this) {
                case SET -> operand;
                case ADD -> Arithmetic.add(Values.number(old), Values.number(operand));
                case SUBTRACT -> Arithmetic.subtract(Values.number(old), Values.number(operand));
                case MULTIPLY -> Arithmetic.multiply(Values.number(old), Values.number(operand));
                case DIVIDE -> Arithmetic.divide(Values.number(old), Values.number(operand));
            };
        }
    }

    record FieldChange(String name, Operation operation, Argument operand) {}

    /** The record with some fields changed; null counts as a record without fields. */
    record Change(PlanNode expression, List<FieldChange> changes) implements RecordNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            Object value = expression.evaluate(evaluation, scope);
            Map<String, Object> fields = value == null ? new LinkedHashMap<>() : Values.fields(value);
            for (FieldChange change : changes) {
                Object operand = change.operand().evaluate(evaluation, scope);
                fields.put(change.name(), change.operation().apply(fields.get(change.name()), operand));
            }
            return fields;
        }
    }
}
