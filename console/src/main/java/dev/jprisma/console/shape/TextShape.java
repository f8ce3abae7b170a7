package dev.jprisma.console.shape;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** @param format of JSON schemas; null for any */
record TextShape(int fewest, int most, String format) implements Shape {
    @Override
    public String problemOf(Object value, String where) {
        if (!(value instanceof String text)) {
            return where + " must be a text";
        }
        int length = text.codePointCount(0, text.length());
        if (length < fewest || length > most) {
            return where + " must have " + fewest + (most == Integer.MAX_VALUE ? " or more" : " to " + most)
                    + " characters";
        }
        return "date-time".equals(format) && !isTime(text) ? where + " must be a time in UTC" : null;
    }

    private static boolean isTime(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> components) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        if (format != null) {
            schema.put("format", format);
        } else if (most != Integer.MAX_VALUE) {
            schema.put("minLength", BigDecimal.valueOf(fewest));
            schema.put("maxLength", BigDecimal.valueOf(most));
        }
        return schema;
    }
}
