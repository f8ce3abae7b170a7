package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.value.ValueWriter;
import dev.jprisma.gateway.prisma.value.Values;
import java.util.List;

/** Nodes that order, name and choose. */
sealed interface ControlNode extends PlanNode {

    record Value(Argument argument) implements ControlNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            return argument.evaluate(evaluation, scope);
        }
    }

    /** All in order, the last one's value. */
    record Sequence(List<PlanNode> nodes) implements ControlNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            Object last = null;
            for (PlanNode node : nodes) {
                last = node.evaluate(evaluation, scope);
            }
            return last;
        }
    }

    record Get(String name) implements ControlNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            return scope.get(name);
        }
    }

    record Binding(String name, PlanNode expression) {}

    /** The bindings in order, each sees the earlier ones; then the expression. */
    record Let(List<Binding> bindings, PlanNode expression) implements ControlNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            return expression.evaluate(evaluation, bind(evaluation, scope));
        }

        @Override
        public void answer(Evaluation evaluation, VariableScope scope, ValueWriter out) {
            expression.answer(evaluation, bind(evaluation, scope), out);
        }

        private VariableScope bind(Evaluation evaluation, VariableScope scope) {
            VariableScope inner = scope.inner();
            for (Binding binding : bindings) {
                inner.bind(binding.name(), binding.expression().evaluate(evaluation, inner));
            }
            return inner;
        }
    }

    /** The first of the named values that is neither null nor an empty list, else an empty list. */
    record FirstNonEmpty(List<String> names) implements ControlNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            for (String name : names) {
                Object value = scope.get(name);
                if (!Values.isEmpty(value)) {
                    return value;
                }
            }
            return List.of();
        }
    }

    record If(PlanNode value, ValidationRule rule, PlanNode then, PlanNode otherwise) implements ControlNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            return branch(evaluation, scope).evaluate(evaluation, scope);
        }

        @Override
        public void answer(Evaluation evaluation, VariableScope scope, ValueWriter out) {
            branch(evaluation, scope).answer(evaluation, scope, out);
        }

        private PlanNode branch(Evaluation evaluation, VariableScope scope) {
            return rule.holds(value.evaluate(evaluation, scope)) ? then : otherwise;
        }
    }

    record Unit() implements ControlNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            return null;
        }
    }
}
