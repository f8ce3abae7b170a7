package dev.jprisma.gateway.neon;

import dev.jprisma.gateway.http.JsonStreams;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The text in which a JSON value is bound: strings as they are, numbers and booleans as written, an array as an array
 * literal of PostgreSQL, an object as its JSON text.
 */
final class ParameterText {

    private ParameterText() {}

    /** The text of the value the parser is at, or null; the parser is then at its end. */
    static String of(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case START_ARRAY -> {
                StringBuilder literal = new StringBuilder();
                appendArray(json, literal);
                yield literal.toString();
            }
            case START_OBJECT -> objectText(json);
            default -> json.getString();
        };
    }

    private static void appendArray(JsonParser json, StringBuilder literal) {
        literal.append('{');
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i > 0) {
                literal.append(',');
            }
            if (json.currentToken() == JsonToken.START_ARRAY) {
                appendArray(json, literal);
            } else {
                appendElement(of(json), literal);
            }
        }
        literal.append('}');
    }

    private static void appendElement(String text, StringBuilder literal) {
        if (text == null) {
            literal.append("NULL");
            return;
        }
        literal.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\');
            }
            literal.append(c);
        }
        literal.append('"');
    }

    private static String objectText(JsonParser json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator copy = JsonStreams.generator(out)) {
            copy.copyCurrentStructureExact(json);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
