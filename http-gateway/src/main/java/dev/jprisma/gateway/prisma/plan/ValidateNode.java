package dev.jprisma.gateway.prisma.plan;

import java.util.List;

/** The value of an expression if all rules hold for it, else an error. */
record ValidateNode(PlanNode expression, List<ValidationRule> rules, ValidationError error) implements PlanNode {
    @Override
    public Object evaluate(Evaluation evaluation, VariableScope scope) {
        Object value = expression.evaluate(evaluation, scope);
        for (ValidationRule rule : rules) {
            if (!rule.holds(value)) {
                throw error.about(value);
            }
        }
        return value;
    }
}
