package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.statement.ArgumentType;
import dev.jprisma.gateway.prisma.statement.RenderedStatement;
import java.util.List;

/** SQL of a plan. */
sealed interface DatabaseQuery permits DatabaseQuery.Raw, SqlTemplate {

    /** One statement, or several if it has more values than the protocol can bind at once. */
    List<RenderedStatement> render(Evaluation evaluation, VariableScope scope);

    /** True if the user wrote it. */
    boolean isRaw();

    /** Sent as it is. */
    record Raw(String sql, List<Argument> arguments, List<ArgumentType.Scalar> types) implements DatabaseQuery {
        @Override
        public List<RenderedStatement> render(Evaluation evaluation, VariableScope scope) {
            return List.of(new RenderedStatement(sql, Argument.evaluateAll(arguments, evaluation, scope), types));
        }

        @Override
        public boolean isRaw() {
            return true;
        }
    }
}
