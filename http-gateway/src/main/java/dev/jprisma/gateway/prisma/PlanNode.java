package dev.jprisma.gateway.prisma;

/** A node of a query plan; immutable, shared by all requests that send the same plan. */
sealed interface PlanNode
        permits ControlNode, DatabaseNode, DataMapNode, ListNode, ProcessNode, RecordNode, ValidateNode {

    /**
     * The node's value.
     *
     * @param evaluation of one request
     * @param scope what the names in the plan stand for here
     * @throws PrismaError if the plan fails
     */
    Object evaluate(Evaluation evaluation, VariableScope scope);

    /** Writes the node's value as the answer, where possible while it is being read from the database. */
    default void answer(Evaluation evaluation, VariableScope scope, AnswerWriter out) {
        out.value(evaluate(evaluation, scope));
    }
}
