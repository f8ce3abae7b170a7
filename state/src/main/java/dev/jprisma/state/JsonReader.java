package dev.jprisma.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON by RFC 8259 and nothing more lenient, as values of a {@link JsonObject}. */
final class JsonReader {
    /** Far above any of ours, and what a thread's stack has room for. */
    private static final int DEEPEST = 500;

    private static final int HEX = 16;
    private static final int ESCAPED_UNIT = 4;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text is anything else than one object */
    static JsonObject object(String text) {
        JsonReader reader = new JsonReader(text);
        if (reader.next() != '{') {
            throw reader.missing("an object");
        }
        JsonObject object = reader.readObject();
        if (reader.next() != 0 || reader.at < text.length()) {
            throw reader.missing("its end");
        }
        return object;
    }

    /** The next character that is no blank, which is not taken; 0 at the end. */
    private char next() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c;
            }
            at++;
        }
        return 0;
    }

    private boolean takes(char wanted) {
        boolean there = next() == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    private void require(char wanted) {
        if (!takes(wanted)) {
            throw missing("'" + wanted + "'");
        }
    }

    private IllegalArgumentException missing(String what) {
        return new IllegalArgumentException("no JSON: " + what + " is missing at character " + (at + 1));
    }

    /** Null for what nobody here writes: null itself, and numbers with a fraction. */
    private Object readValue() {
        return switch (next()) {
            case '{' -> readObject();
            case '[' -> readArray();
            case '"' -> readText();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> readNumber();
        };
    }

    private JsonObject readObject() {
        descend();
        Map<String, Object> members = new LinkedHashMap<>();
        if (!takes('}')) {
            do {
                if (next() != '"') {
                    throw missing("a name");
                }
                String name = readText();
                require(':');
                Object value = readValue();
                if (value != null) {
                    members.put(name, value);
                }
            } while (takes(','));
            require('}');
        }
        depth--;
        return new JsonObject(members);
    }

    private List<Object> readArray() {
        descend();
        List<Object> elements = new ArrayList<>();
        if (!takes(']')) {
            do {
                elements.add(readValue());
            } while (takes(','));
            require(']');
        }
        depth--;
        return elements;
    }

    /** Into what begins here. */
    private void descend() {
        at++;
        depth++;
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("the JSON is nested deeper than " + DEEPEST + " levels");
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw missing("a value");
        }
        at += word.length();
        return value;
    }

    private String readText() {
        at++;
        int begin = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return text.substring(begin, at - 1);
            } else if (c == '\\') {
                return readEscaped(begin);
            } else if (c < ' ') {
                break;
            }
            at++;
        }
        throw missing("the end of a text");
    }

    /** A text with escapes, the first of which is here. */
    private String readEscaped(int begin) {
        StringBuilder read = new StringBuilder(text.substring(begin, at));
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return read.toString();
            } else if (c < ' ') {
                break;
            }
            at++;
            read.append(c == '\\' ? escape() : c);
        }
        throw missing("the end of a text");
    }

    private char escape() {
        char kind = at < text.length() ? text.charAt(at) : 0;
        at++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> {
                at--;
                throw missing("an escaped character");
            }
        };
    }

    private char unit() {
        int unit = 0;
        for (int end = at + ESCAPED_UNIT; at < end; at++) {
            int digit = at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), HEX) : -1;
            if (digit < 0) {
                throw missing("a hexadecimal digit");
            }
            unit = unit * HEX + digit;
        }
        return (char) unit;
    }

    private Long readNumber() {
        int begin = at;
        if (at < text.length() && text.charAt(at) == '-') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '0') {
            at++;
        } else {
            requireDigits();
        }
        int end = at;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            requireDigits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            requireDigits();
        }
        return at == end ? Long.valueOf(Long.parseLong(text, begin, end, 10)) : null;
    }

    private void requireDigits() {
        int begin = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == begin) {
            throw missing("a value");
        }
    }
}
