package dev.jprisma.gateway.prisma.value;

import java.io.OutputStream;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;

/** Writes values as JSON, in the forms the client reads. */
public final class ValueWriter {
    /** The tag of a decimal. */
    public static final SerializedString DECIMAL = new SerializedString("Decimal");

    private static final SerializedString TYPE = new SerializedString("$type");
    private static final SerializedString VALUE = new SerializedString("value");

    private final JsonGenerator json;

    /** @param out takes UTF-8 */
    public ValueWriter(OutputStream out) {
        this.json = JsonReader.FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    private ValueWriter(StringWriter out) {
        this.json = JsonReader.FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** The JSON text of a value. */
    public static String text(Object value) {
        StringWriter text = new StringWriter();
        ValueWriter writer = new ValueWriter(text);
        writer.value(value);
        writer.close();
        return text.toString();
    }

    /** For what has no method here. */
    public JsonGenerator json() {
        return json;
    }

    /** Writes what is left, and closes the stream that it goes to. */
    public void close() {
        json.close();
    }

    /** Any value that a plan can have. */
    public void value(Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof List<?> list) {
            list(list);
        } else if (value instanceof Object[] array) {
            list(Arrays.asList(array));
        } else if (value instanceof Map<?, ?> fields) {
            fields(fields);
        } else {
            special(value);
        }
    }

    private void special(Object value) {
        if (value instanceof byte[] bytes) {
            json.writeString(base64(bytes));
        } else if (value instanceof Instant instant) {
            json.writeString(DateTimes.isoText(instant));
        } else if (value instanceof MappedJson mapped) {
            json.writeRawValue(mapped.text());
        } else if (value instanceof WritableValue writable) {
            writable.write(this);
        } else {
            throw new IllegalStateException("No JSON form for " + value.getClass());
        }
    }

    private void list(List<?> list) {
        json.writeStartArray();
        for (Object element : list) {
            value(element);
        }
        json.writeEndArray();
    }

    private void fields(Map<?, ?> fields) {
        json.writeStartObject();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            json.writeName((String) field.getKey());
            value(field.getValue());
        }
        json.writeEndObject();
    }

    /**
     * A number of a record. Of what JSON has no word for, infinities are numbers so large that JavaScript reads them as
     * such, and NaN is a decimal that is not a number: nothing that the client reads gives the number NaN.
     */
    public void number(Number number) {
        if (number instanceof Long || number instanceof Integer) {
            json.writeNumber(number.longValue());
        } else if (Double.isNaN(number.doubleValue())) {
            tagged(DECIMAL, "NaN");
        } else if (Double.isInfinite(number.doubleValue())) {
            json.writeNumber(number.doubleValue() < 0 ? "-1e999" : "1e999");
        } else {
            json.writeNumber(JsNumber.text(number));
        }
    }

    /** A value of a type that JSON lacks. */
    public void tagged(SerializedString type, String value) {
        startTagged(type);
        json.writeString(value);
        json.writeEndObject();
    }

    /** A value of a type that JSON lacks, of ASCII bytes that need no escape. */
    public void taggedAscii(SerializedString type, byte[] buffer, int offset, int length) {
        startTagged(type);
        json.writeRawUTF8String(buffer, offset, length);
        json.writeEndObject();
    }

    /** A value of a type that JSON lacks, of UTF-8. */
    public void taggedUtf8(SerializedString type, byte[] buffer, int offset, int length) {
        startTagged(type);
        json.writeUTF8String(buffer, offset, length);
        json.writeEndObject();
    }

    private void startTagged(SerializedString type) {
        json.writeStartObject();
        json.writeName(TYPE);
        json.writeString(type);
        json.writeName(VALUE);
    }

    /** With padding. */
    public static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
