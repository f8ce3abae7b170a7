package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.value.ValueWriter;

/** A node of a query plan; immutable, shared by all requests that send the same plan. */
public sealed interface PlanNode
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
    default void answer(Evaluation evaluation, VariableScope scope, ValueWriter out) {
        out.value(evaluate(evaluation, scope));
    }
}
