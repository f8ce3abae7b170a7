package dev.jprisma.state;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes values of a {@link JsonObject} as JSON, on one line or indented. */
final class JsonWriter {
    private static final String INDENT = "  ";

    private final StringBuilder json = new StringBuilder();
    private final boolean indented;
    private int depth;

    private JsonWriter(boolean indented) {
        this.indented = indented;
    }

    static String write(Object value, boolean indented) {
        JsonWriter writer = new JsonWriter(indented);
        writer.write(value);
        return writer.json.toString();
    }

    private void write(Object value) {
        if (value instanceof JsonObject object) {
            writeObject(object.members());
        } else if (value instanceof List<?> list) {
            writeArray(list);
        } else if (value instanceof String text) {
            writeText(text);
        } else {
            // A number, a flag, or null.
            json.append(value);
        }
    }

    private void writeObject(Map<String, Object> members) {
        json.append('{');
        depth++;
        boolean first = true;
        for (Map.Entry<String, Object> member : members.entrySet()) {
            if (!first) {
                json.append(',');
            }
            first = false;
            breakLine();
            writeText(member.getKey());
            json.append(indented ? " : " : ":");
            write(member.getValue());
        }
        depth--;
        if (first && indented) {
            json.append(' ');
        } else {
            breakLine();
        }
        json.append('}');
    }

    private void breakLine() {
        if (indented) {
            json.append(System.lineSeparator());
            for (int i = 0; i < depth; i++) {
                json.append(INDENT);
            }
        }
    }

    private void writeArray(List<?> elements) {
        String blank = indented ? " " : "";
        json.append('[').append(blank);
        boolean first = true;
        for (Object element : elements) {
            if (!first) {
                json.append(',').append(blank);
            }
            first = false;
            write(element);
        }
        json.append(first ? "" : blank).append(']');
    }

    private void writeText(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (c < ' ') {
                        json.append("\\u").append(HexFormat.of().withUpperCase().toHexDigits(c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
