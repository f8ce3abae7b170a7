package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.result.RowRecord;
import dev.jprisma.gateway.prisma.result.ScalarType;
import dev.jprisma.gateway.prisma.value.DateTimes;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Whether a record is the one a cursor points to; values compare by what they mean, not by how they are written. */
final class CursorMatch {
    private CursorMatch() {}

    static boolean matches(Map<String, Object> fields, Map<String, Object> cursor) {
        for (Map.Entry<String, Object> wanted : cursor.entrySet()) {
            if (!equal(fields.get(wanted.getKey()), wanted.getValue(), type(fields, wanted.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static ScalarType type(Map<String, Object> fields, String name) {
        if (fields instanceof RowRecord row && row.containsKey(name)) {
            return row.columns().type(row.columns().position(name)).scalar();
        }
        return ScalarType.TEXT;
    }

    private static boolean equal(Object actual, Object wanted, ScalarType type) {
        if (actual == null || wanted == null) {
            return actual == wanted;
        }
        if (actual instanceof byte[] || wanted instanceof byte[]) {
            return Arrays.equals(bytes(actual), bytes(wanted));
        }
        return switch (type) {
            case TIMESTAMP, TIMESTAMP_WITH_ZONE, DATE, TIME, TIME_WITH_ZONE -> sameInstant(actual, wanted);
            case DECIMAL, MONEY, BIGINT, INT, OID, FLOAT, DOUBLE -> sameNumber(actual, wanted);
            default ->
                wanted instanceof Instant
                        ? sameInstant(actual, wanted)
                        : wanted instanceof Number || actual instanceof Number
                                ? sameNumber(actual, wanted)
                                : actual.equals(wanted);
        };
    }

    private static boolean sameInstant(Object actual, Object wanted) {
        Instant left = instant(actual);
        Instant right = instant(wanted);
        return left != null && right != null && left.toEpochMilli() == right.toEpochMilli();
    }

    private static Instant instant(Object value) {
        try {
            return value instanceof Instant instant ? instant : DateTimes.parse(value.toString());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean sameNumber(Object actual, Object wanted) {
        try {
            return new BigDecimal(actual.toString()).compareTo(new BigDecimal(wanted.toString())) == 0;
        } catch (NumberFormatException e) {
            return actual.equals(wanted);
        }
    }

    private static byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        try {
            return Base64.getDecoder().decode(value.toString());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
