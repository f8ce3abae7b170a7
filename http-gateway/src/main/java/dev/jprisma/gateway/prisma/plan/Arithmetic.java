package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.value.JsNumber;

/** JavaScript's arithmetic, exact as long as both sides are whole and the result fits in 64 bits. */
final class Arithmetic {
    private Arithmetic() {}

    static Number add(Number left, Number right) {
        if (left instanceof Long a && right instanceof Long b) {
            long sum = a + b;
            if (((a ^ sum) & (b ^ sum)) >= 0) {
                return sum;
            }
        }
        return normal(left.doubleValue() + right.doubleValue());
    }

    static Number subtract(Number left, Number right) {
        return normal(left.doubleValue() - right.doubleValue());
    }

    static Number multiply(Number left, Number right) {
        return normal(left.doubleValue() * right.doubleValue());
    }

    /** Null if the divisor is 0. */
    static Number divide(Number left, Number right) {
        return right.doubleValue() == 0 ? null : normal(left.doubleValue() / right.doubleValue());
    }

    private static Number normal(double result) {
        return (Number) JsNumber.normal(result);
    }
}
