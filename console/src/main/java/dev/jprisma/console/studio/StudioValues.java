package dev.jprisma.console.studio;

import dev.jprisma.postgres.text.ArrayText;
import dev.jprisma.postgres.text.Bytea;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * PostgreSQL's values as Studio reads them: as Node's driver would have given them, and {@code JSON.stringify} written.
 */
final class StudioValues {
    private static final DateTimeFormatter TIMESTAMP = timestamp().toFormatter();
    private static final DateTimeFormatter WITH_OFFSET =
            timestamp().appendOffset("+HH:mm:ss", "+00").toFormatter();
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

    private final Map<Integer, Integer> elementTypes;

    /** @param elementTypes by the OIDs of array types */
    StudioValues(Map<Integer, Integer> elementTypes) {
        this.elementTypes = elementTypes;
    }

    private static DateTimeFormatterBuilder timestamp() {
        return new DateTimeFormatterBuilder()
                .appendPattern("yyyy-MM-dd HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true);
    }

    /** @param text null for NULL */
    void write(int type, String text, JsonGenerator json) {
        if (text == null) {
            json.writeNull();
            return;
        }
        Integer elements = elementTypes.get(type);
        if (elements != null && (text.startsWith("{") || text.startsWith("["))) {
            ArrayText.read(text, new Elements(elements, json));
            return;
        }
        switch (type) {
            case 16 -> json.writeBoolean(text.equals("t"));
            case 21, 23, 26, 700, 701 -> number(text, json);
            case 114, 3802 -> json.writeRawValue(text);
            case 17 -> bytes(text, json);
            case 1114, 1184 -> json.writeString(iso(text, type == 1184));
            default -> json.writeString(text);
        }
    }

    /** JSON has no Infinity and NaN. */
    private static void number(String text, JsonGenerator json) {
        if (Character.isLetter(text.charAt(text.length() - 1))) {
            json.writeNull();
        } else {
            json.writeRawValue(text);
        }
    }

    /** As Node's Buffer becomes JSON. */
    private static void bytes(String text, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", "Buffer");
        json.writeArrayPropertyStart("data");
        for (byte each : Bytea.decode(text)) {
            json.writeNumber(each & 0xff);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What is no time of the years 1 to 9999 stays as it is. */
    private static String iso(String text, boolean hasOffset) {
        try {
            return hasOffset
                    ? OffsetDateTime.parse(text, WITH_OFFSET)
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .format(ISO)
                    : LocalDateTime.parse(text, TIMESTAMP).format(ISO);
        } catch (DateTimeException e) {
            return text;
        }
    }

    private final class Elements implements ArrayText.Receiver {
        private final int type;
        private final JsonGenerator json;

        Elements(int type, JsonGenerator json) {
            this.type = type;
            this.json = json;
        }

        @Override
        public void begin() {
            json.writeStartArray();
        }

        @Override
        public void element(String text) {
            write(type, text, json);
        }

        @Override
        public void end() {
            json.writeEndArray();
        }
    }
}
