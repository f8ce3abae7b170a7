package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.result.MappedRows;
import dev.jprisma.gateway.prisma.result.Structure;
import dev.jprisma.gateway.prisma.value.MappedJson;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Data in the shape the client wants. */
record DataMapNode(PlanNode expression, Structure structure) implements PlanNode {
    @Override
    public Object evaluate(Evaluation evaluation, VariableScope scope) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        ValueWriter out = new ValueWriter(json);
        answer(evaluation, scope, out);
        out.close();
        return new MappedJson(json.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void answer(Evaluation evaluation, VariableScope scope, ValueWriter out) {
        boolean unique = expression instanceof ListNode.Unique;
        PlanNode source = expression instanceof ListNode.Unique single ? single.node() : expression;
        if (source instanceof DatabaseNode.Query query
                && !query.query().isRaw()
                && structure instanceof Structure.Entity entity
                && entity.isFlat()) {
            var statements = query.query().render(evaluation, scope);
            if (statements.size() == 1) {
                MappedRows rows = new MappedRows(query.columns(), entity, unique, out);
                evaluation.statements().query(statements.get(0), false, rows);
                rows.end();
                return;
            }
        }
        structure.write(expression.evaluate(evaluation, scope), out);
    }
}
