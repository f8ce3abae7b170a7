package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.value.Values;
import java.util.List;

/** A condition on a value. */
record ValidationRule(Kind kind, long count) {
    enum Kind {
        ROW_COUNT_EQ,
        ROW_COUNT_NEQ,
        AFFECTED_ROW_COUNT_EQ,
        NEVER
    }

    boolean holds(Object value) {
        return switch (kind) {
            case ROW_COUNT_EQ -> rows(value) == count;
            case ROW_COUNT_NEQ -> rows(value) != count;
            case AFFECTED_ROW_COUNT_EQ -> value instanceof Number affected && affected.doubleValue() == count;
            case NEVER -> false;
        };
    }

    private static long rows(Object value) {
        Object plain = Values.plain(value);
        if (plain instanceof List<?> list) {
            return list.size();
        }
        return plain == null ? 0 : 1;
    }
}
