package dev.jprisma.transfer.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON objects one by one, as what COPY takes for the columns that their names mean. */
final class JsonRows {
    private static final JsonFactory JSON = new JsonFactory();

    private final String file;
    private final JsonParser parser;
    private long line;

    JsonRows(String file, InputStream in) {
        this.file = file;
        this.parser = JSON.createParser(ObjectReadContext.empty(), in);
    }

    /** The line on which the object began that was read last. */
    long line() {
        return line;
    }

    /**
     * The next object, by its names in their order; a value is text or null. Null at the end.
     *
     * @param columns finds the column for a name, or null: then the value is text as it is
     */
    Map<String, Object> next(Function<String, TargetTable.Column> columns) throws IOException {
        try {
            JsonToken token = parser.nextToken();
            while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
                token = parser.nextToken();
            }
            if (token == null) {
                return null;
            }
            line = parser.currentTokenLocation().getLineNr();
            if (token != JsonToken.START_OBJECT) {
                throw LoadFailure.at(file, line, "an object is expected here, one for each row");
            }
            Map<String, Object> row = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                row.put(name, value(columns.apply(name)));
            }
            return row;
        } catch (StreamReadException e) {
            throw LoadFailure.at(file, e.getLocation().getLineNr(), "this is no JSON: " + e.getOriginalMessage());
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    /** Text, null, a number or a boolean as such, or a {@link Structure}. */
    private Object value(TargetTable.Column column) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (column != null && column.isJson()) {
            return new Structure(raw());
        }
        if (token == JsonToken.START_ARRAY && column != null && column.isArray()) {
            return array();
        }
        return switch (token) {
            case START_OBJECT, START_ARRAY -> new Structure(raw());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Number(parser.getString());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> parser.getString();
        };
    }

    /** A number as it was written. */
    record Number(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** JSON as it was written. */
    record Structure(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private String raw() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }

    /** As PostgreSQL writes arrays. */
    private String array() {
        StringBuilder text = new StringBuilder("{");
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (text.length() > 1) {
                text.append(',');
            }
            switch (token) {
                case START_ARRAY -> text.append(array());
                case START_OBJECT -> text.append(quoted(raw()));
                case VALUE_STRING -> text.append(quoted(parser.getString()));
                case VALUE_NULL -> text.append("NULL");
                default -> text.append(parser.getString());
            }
        }
        return text.append('}').toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
