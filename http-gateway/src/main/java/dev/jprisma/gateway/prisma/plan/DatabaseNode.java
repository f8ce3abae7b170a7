package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.result.ColumnsCache;
import dev.jprisma.gateway.prisma.result.RawResult;
import dev.jprisma.gateway.prisma.result.RawResultWriter;
import dev.jprisma.gateway.prisma.result.RowReader;
import dev.jprisma.gateway.prisma.result.RowRecord;
import dev.jprisma.gateway.prisma.statement.RenderedStatement;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Nodes that ask the database. */
sealed interface DatabaseNode extends PlanNode {

    /** Records; of SQL that the user wrote a raw result. */
    record Query(DatabaseQuery query, ColumnsCache columns) implements DatabaseNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            List<RenderedStatement> statements = query.render(evaluation, scope);
            return atomically(
                    evaluation,
                    statements,
                    () -> query.isRaw() ? raw(evaluation, statements.get(0)) : records(evaluation, statements));
        }

        @Override
        public void answer(Evaluation evaluation, VariableScope scope, ValueWriter out) {
            if (query.isRaw()) {
                RawResultWriter answer = new RawResultWriter(columns, out);
                evaluation.statements().query(query.render(evaluation, scope).get(0), true, answer);
                answer.end();
            } else {
                DatabaseNode.super.answer(evaluation, scope, out);
            }
        }

        private List<Object> records(Evaluation evaluation, List<RenderedStatement> statements) {
            List<Object> records = new ArrayList<>();
            RowReader reader = new RowReader(columns);
            for (RenderedStatement statement : statements) {
                evaluation
                        .statements()
                        .query(
                                statement,
                                false,
                                reader.into(values -> records.add(new RowRecord(reader.columns(), values))));
            }
            return records;
        }

        private RawResult raw(Evaluation evaluation, RenderedStatement statement) {
            List<Object[]> rows = new ArrayList<>();
            RowReader reader = new RowReader(columns);
            evaluation.statements().query(statement, true, reader.into(values -> rows.add(reader.raw(values))));
            return new RawResult(reader.columns(), rows);
        }
    }

    /** The number of affected rows. */
    record Execute(DatabaseQuery query) implements DatabaseNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            List<RenderedStatement> statements = query.render(evaluation, scope);
            return atomically(evaluation, statements, () -> {
                long affected = 0;
                for (RenderedStatement statement : statements) {
                    affected += evaluation.statements().execute(statement, query.isRaw());
                }
                return affected;
            });
        }
    }

    /** A node in one database transaction. */
    record Transaction(PlanNode node) implements DatabaseNode {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            return evaluation.statements().inTransaction(() -> node.evaluate(evaluation, scope));
        }
    }

    /** Chunks of one statement are seen together or not at all. */
    private static Object atomically(
            Evaluation evaluation, List<RenderedStatement> statements, Supplier<Object> execution) {
        return statements.size() > 1 ? evaluation.statements().inTransaction(execution) : execution.get();
    }
}
