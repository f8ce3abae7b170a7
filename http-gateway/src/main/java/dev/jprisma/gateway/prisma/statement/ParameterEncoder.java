package dev.jprisma.gateway.prisma.statement;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.value.DateTimes;
import dev.jprisma.gateway.prisma.value.JsNumber;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import dev.jprisma.gateway.prisma.value.Values;
import dev.jprisma.postgres.text.ArrayText;
import dev.jprisma.postgres.wire.Parameter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Values of a plan as parameters of a statement: text of unknown type, so that the server infers it. */
final class ParameterEncoder {
    private ParameterEncoder() {}

    static List<Parameter> encode(RenderedStatement statement) {
        List<Parameter> parameters = new ArrayList<>(statement.values().size());
        for (int i = 0; i < statement.values().size(); i++) {
            parameters.add(encode(Values.plain(statement.values().get(i)), statement.type(i)));
        }
        return parameters;
    }

    private static Parameter encode(Object value, ArgumentType.Scalar type) {
        if (value == null) {
            return Parameter.NULL;
        }
        if (value instanceof List<?> list) {
            return Parameter.text(ArrayText.format(texts(list, type.list() ? type : ArgumentType.OTHER)));
        }
        if (value instanceof String text && type.kind() == ArgumentType.Kind.BYTES) {
            return Parameter.binary(0, base64(text));
        }
        return value instanceof byte[] bytes ? Parameter.binary(0, bytes) : Parameter.text(text(value, type));
    }

    private static List<Object> texts(List<?> list, ArgumentType.Scalar type) {
        List<Object> texts = new ArrayList<>(list.size());
        for (Object value : list) {
            texts.add(value instanceof List<?> nested ? texts(nested, type) : value == null ? null : text(value, type));
        }
        return texts;
    }

    private static String text(Object value, ArgumentType.Scalar type) {
        if (value instanceof String text) {
            return switch (type.kind()) {
                case DATETIME -> date(instant(text), type.part());
                case BYTES -> hex(base64(text));
                case OTHER -> text;
            };
        }
        if (value instanceof Instant instant) {
            return date(instant, type.part());
        }
        if (value instanceof byte[] bytes) {
            return hex(bytes);
        }
        if (value instanceof Number number) {
            return JsNumber.text(number);
        }
        return value instanceof Boolean ? value.toString() : ValueWriter.text(value);
    }

    private static Instant instant(String text) {
        try {
            return DateTimes.parse(text);
        } catch (DateTimeException e) {
            throw PrismaError.badRequest("An argument of type datetime is not a date: " + text);
        }
    }

    private static String date(Instant instant, ArgumentType.DatePart part) {
        return switch (part) {
            case DATE -> DateTimes.dateText(instant);
            case TIME -> DateTimes.timeText(instant);
            case BOTH -> DateTimes.timestampText(instant);
        };
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw PrismaError.badRequest("An argument of type bytes is not base64: " + e.getMessage());
        }
    }

    private static String hex(byte[] bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes);
    }
}
