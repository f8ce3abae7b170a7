package dev.jprisma.gateway.prisma.result;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.value.CompactJson;
import dev.jprisma.gateway.prisma.value.DateTimes;
import dev.jprisma.gateway.prisma.value.DecimalText;
import dev.jprisma.gateway.prisma.value.JsNumber;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import dev.jprisma.gateway.prisma.value.Values;
import dev.jprisma.postgres.text.Bytea;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.io.SerializedString;

/**
 * The type of a field of the answer.
 *
 * @param encoding how {@code bytes} are written in the data, else null
 * @param enumName of an {@code enum}, else null
 * @param labels names in the client's schema by the database's labels; null if the plan does not know the enum
 */
public record FieldType(Kind kind, boolean list, Encoding encoding, String enumName, Map<String, String> labels) {
    /** The types of a schema; {@code UNSUPPORTED} has no form in the client. */
    public enum Kind {
        UNSUPPORTED,
        STRING,
        INT,
        BIGINT,
        FLOAT,
        BOOLEAN,
        DECIMAL,
        DATETIME,
        JSON,
        OBJECT,
        BYTES,
        ENUM
    }

    /** Ways of writing bytes. */
    public enum Encoding {
        ARRAY,
        BASE64,
        HEX
    }

    static final SerializedString BIG_INT = new SerializedString("BigInt");
    static final SerializedString DATE_TIME = new SerializedString("DateTime");
    private static final SerializedString BYTES = new SerializedString("Bytes");
    static final SerializedString JSON = new SerializedString("Json");

    /** Writes the value of a column: null is null, or an empty list. */
    void write(Object value, String column, ValueWriter out) {
        if (!list) {
            writeOrNull(value, column, out);
            return;
        }
        out.json().writeStartArray();
        if (value instanceof List<?> elements) {
            for (int i = 0; i < elements.size(); i++) {
                writeOne(elements.get(i), column + "[" + i + "]", out);
            }
        } else if (value != null) {
            throw unexpected("a list", column, value);
        }
        out.json().writeEndArray();
    }

    private void writeOrNull(Object value, String column, ValueWriter out) {
        if (value == null) {
            out.json().writeNull();
        } else {
            writeOne(value, column, out);
        }
    }

    /** Writes one value, for which null is not good enough. */
    void writeOne(Object value, String column, ValueWriter out) {
        switch (kind) {
            case UNSUPPORTED -> out.value(value);
            case STRING -> out.json().writeString(string(value, column));
            case INT -> out.json().writeNumber(integer(value, column));
            case BIGINT -> out.tagged(BIG_INT, scalarText(value, "a bigint", column));
            case FLOAT -> out.number(floating(value, column));
            case BOOLEAN -> out.json().writeBoolean(flag(value, column));
            case DECIMAL -> out.tagged(ValueWriter.DECIMAL, decimal(value, column));
            case DATETIME -> out.tagged(DATE_TIME, dateTime(value, column));
            case JSON ->
                out.tagged(JSON, value instanceof String text ? CompactJson.of(text) : ValueWriter.text(value));
            case OBJECT -> out.tagged(JSON, ValueWriter.text(value));
            case BYTES -> out.tagged(BYTES, base64(value, column));
            case ENUM -> out.json().writeString(label(value));
        }
    }

    private static String string(Object value, String column) {
        if (value instanceof String text) {
            return text;
        }
        throw unexpected("a string", column, value);
    }

    private static long integer(Object value, String column) {
        if (value instanceof Long number) {
            return number;
        }
        double number = value instanceof Double floating
                ? floating
                : value instanceof String text ? JsNumber.parse(text) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw unexpected("an integer", column, value);
        }
        if (!JsNumber.isSafeInteger(Math.rint(number))) {
            throw PrismaError.inconsistentData("Integer value in column '" + column + "' is too large to represent as a"
                    + " JavaScript number without loss of precision, got: " + Values.text(value)
                    + ". Consider using BigInt type.");
        }
        return (long) number;
    }

    private static Number floating(Object value, String column) {
        if (value instanceof Number number) {
            return number;
        }
        if (value instanceof String text) {
            double number = JsNumber.parse(text);
            if (!Double.isNaN(number) || text.equalsIgnoreCase("nan")) {
                return (Number) JsNumber.normal(number);
            }
        }
        throw unexpected("a float", column, value);
    }

    private static boolean flag(Object value, String column) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() == 1;
        }
        if (value instanceof byte[] bits) {
            return !new String(bits, StandardCharsets.ISO_8859_1).chars().allMatch(bit -> bit == 0);
        }
        if (value instanceof List<?> bits) {
            return !bits.stream().allMatch(bit -> bit instanceof Number number && number.doubleValue() == 0);
        }
        return switch (String.valueOf(value)) {
            case "true", "TRUE", "1" -> true;
            case "false", "FALSE", "0" -> false;
            default -> throw unexpected("a boolean", column, value);
        };
    }

    private static String scalarText(Object value, String expected, String column) {
        if (value instanceof String || value instanceof Number) {
            return Values.text(value);
        }
        throw unexpected(expected, column, value);
    }

    private static String decimal(Object value, String column) {
        String text = scalarText(value, "a decimal", column);
        try {
            return DecimalText.of(text);
        } catch (NumberFormatException e) {
            throw unexpected("a decimal", column, value);
        }
    }

    private static String dateTime(Object value, String column) {
        if (value instanceof Number epochMillis) {
            return DateTimes.isoText(Instant.ofEpochMilli(epochMillis.longValue()));
        }
        if (value instanceof Instant instant) {
            return DateTimes.isoText(instant);
        }
        if (!(value instanceof String text)) {
            throw unexpected("a date", column, value);
        }
        try {
            return DateTimes.isoText(text);
        } catch (DateTimeException e) {
            throw unexpected("a date", column, value);
        }
    }

    private String base64(Object value, String column) {
        try {
            if (value instanceof String text && encoding == Encoding.BASE64) {
                return ValueWriter.base64(Base64.getMimeDecoder().decode(text));
            }
            if (value instanceof String text && encoding == Encoding.HEX && text.startsWith("\\x")) {
                return ValueWriter.base64(Bytea.decode(text));
            }
        } catch (IllegalArgumentException e) {
            throw unexpected("an encoded byte array", column, value);
        }
        if (value instanceof byte[] bytes && encoding == Encoding.ARRAY) {
            return ValueWriter.base64(bytes);
        }
        if (value instanceof List<?> bytes && encoding == Encoding.ARRAY) {
            return ValueWriter.base64(bytes(bytes, column));
        }
        throw unexpected("a byte array", column, value);
    }

    private static byte[] bytes(List<?> list, String column) {
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            if (!(list.get(i) instanceof Number number)) {
                throw unexpected("a byte array", column, list);
            }
            bytes[i] = number.byteValue();
        }
        return bytes;
    }

    private String label(Object value) {
        if (labels == null) {
            throw PrismaError.inconsistentData("Unknown enum '" + enumName + "'");
        }
        String label = labels.get(Values.text(value));
        if (label == null) {
            throw PrismaError.inconsistentData(
                    "Value '" + Values.text(value) + "' not found in enum '" + enumName + "'");
        }
        return label;
    }

    private static PrismaError unexpected(String expected, String column, Object value) {
        return PrismaError.inconsistentData("Expected " + expected + " in column '" + column + "', got "
                + Values.type(value) + ": " + Values.text(value));
    }
}
