package dev.jprisma.gateway.prisma.plan;

/** Records distinct, paginated and reversed in memory. */
record ProcessNode(PlanNode expression, RecordOperations operations) implements PlanNode {
    @Override
    public Object evaluate(Evaluation evaluation, VariableScope scope) {
        Object records = expression.evaluate(evaluation, scope);
        return new RecordProcessor(evaluation, scope).process(records, operations);
    }
}
