package dev.jprisma.gateway.prisma.value;

import dev.jprisma.gateway.prisma.error.PrismaError;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Values of a plan as JavaScript sees them. */
public final class Values {
    private Values() {}

    /** The value itself; of mapped JSON what it says. */
    public static Object plain(Object value) {
        return value instanceof MappedJson json ? json.value() : value;
    }

    /** Whether it is null or an empty list. */
    public static boolean isEmpty(Object value) {
        Object plain = plain(value);
        return plain == null || plain instanceof List<?> list && list.isEmpty();
    }

    /** A list itself, anything else as a list of one. */
    @SuppressWarnings("unchecked")
    public static List<Object> list(Object value) {
        Object plain = plain(value);
        return plain instanceof List<?> ? (List<Object>) plain : Collections.singletonList(plain);
    }

    /** @throws PrismaError if the value is not a record */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> fields(Object value) {
        Object plain = plain(value);
        if (plain instanceof Map<?, ?>) {
            return (Map<String, Object>) plain;
        }
        throw PrismaError.badRequest("Expected object, got " + type(plain));
    }

    /** @throws PrismaError if the value is neither a number nor text */
    public static Number number(Object value) {
        if (value instanceof Number number) {
            return number;
        }
        if (value instanceof String text) {
            return (Number) JsNumber.normal(JsNumber.parse(text));
        }
        throw PrismaError.badRequest("Expected number, got " + type(value));
    }

    /** The error of a list that has more than the one element it may have. */
    public static PrismaError moreThanOne(int count) {
        return PrismaError.badRequest("Expected zero or one element, got " + count);
    }

    /** What {@code typeof} says. */
    public static String type(Object value) {
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Number) {
            return "number";
        }
        return value instanceof Boolean ? "boolean" : "object";
    }

    /** What {@code String(value)} gives for what has a sensible text; for messages. */
    public static String text(Object value) {
        if (value instanceof Number number) {
            return JsNumber.text(number);
        }
        if (value instanceof Instant instant) {
            return DateTimes.isoText(instant);
        }
        return value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
    }
}
