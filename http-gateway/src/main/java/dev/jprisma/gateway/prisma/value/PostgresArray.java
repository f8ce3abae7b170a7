package dev.jprisma.gateway.prisma.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** PostgreSQL's text form of arrays: {@code {1,NULL,"a,b",{2}}}, possibly with bounds before it. */
public final class PostgresArray {
    private final String text;
    private final Function<String, Object> element;
    private int position;

    private PostgresArray(String text, Function<String, Object> element) {
        this.text = text;
        this.element = element;
        this.position = text.charAt(0) == '[' ? text.indexOf('=') + 1 : 0;
    }

    public static List<Object> parse(String text, Function<String, Object> element) {
        return new PostgresArray(text, element).list();
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        position++;
        while (text.charAt(position) != '}') {
            list.add(next());
            if (text.charAt(position) == ',') {
                position++;
            }
        }
        position++;
        return list;
    }

    private Object next() {
        return switch (text.charAt(position)) {
            case '{' -> list();
            case '"' -> element.apply(quoted());
            default -> plain();
        };
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (position++; text.charAt(position) != '"'; position++) {
            if (text.charAt(position) == '\\') {
                position++;
            }
            value.append(text.charAt(position));
        }
        position++;
        return value.toString();
    }

    private Object plain() {
        int start = position;
        while (text.charAt(position) != ',' && text.charAt(position) != '}') {
            position++;
        }
        String value = text.substring(start, position);
        return value.equals("NULL") ? null : element.apply(value);
    }

    /** The array of texts, lists of texts, or nulls; every element quoted. */
    public static String format(List<?> elements) {
        StringBuilder out = new StringBuilder();
        append(elements, out);
        return out.toString();
    }

    private static void append(List<?> elements, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (Object value : elements) {
            out.append(separator);
            separator = ",";
            if (value == null) {
                out.append("NULL");
            } else if (value instanceof List<?> nested) {
                append(nested, out);
            } else {
                appendQuoted((String) value, out);
            }
        }
        out.append('}');
    }

    private static void appendQuoted(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('"');
    }
}
