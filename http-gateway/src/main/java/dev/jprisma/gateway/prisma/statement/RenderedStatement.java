package dev.jprisma.gateway.prisma.statement;

import java.util.List;

/** SQL and the values of its placeholders; the type of a value beyond the last type is not known. */
public record RenderedStatement(String sql, List<Object> values, List<ArgumentType.Scalar> types) {

    ArgumentType.Scalar type(int index) {
        return index < types.size() ? types.get(index) : ArgumentType.OTHER;
    }
}
