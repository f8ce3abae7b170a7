package dev.jprisma.gateway.ppg;

import dev.jprisma.gateway.http.JsonStreams;
import dev.jprisma.gateway.http.Problem;
import dev.jprisma.gateway.http.ProblemException;
import dev.jprisma.postgres.wire.Utf8;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads {@code {"query": SQL, "parameters": [...]}}, or {@code "exec"} for {@code "query"}. */
final class DescriptorParser {

    private static final String EXAMPLE =
            " Send for example {\"query\": \"select $1::int\", \"parameters\": [{\"type\": \"text\", \"value\": \"1\"}]}.";

    private final JsonParser json;

    private DescriptorParser(JsonParser json) {
        this.json = json;
    }

    /** @throws ProblemException 400 if it is no descriptor */
    static Descriptor parse(byte[] text) {
        try (JsonParser json = JsonStreams.parser(text)) {
            Descriptor descriptor = new DescriptorParser(json).parse();
            require(json.nextToken() == null, "Nothing may follow the JSON object of the descriptor.");
            return descriptor;
        } catch (JacksonException e) {
            throw malformed("The descriptor is not JSON: " + JsonStreams.problem(e) + ".");
        }
    }

    private Descriptor parse() {
        require(json.nextToken() == JsonToken.START_OBJECT, "The descriptor must be a JSON object.");
        String query = null;
        String exec = null;
        List<DescribedParameter> parameters = List.of();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            switch (name) {
                case "query" -> query = string(name);
                case "exec" -> exec = string(name);
                case "parameters" -> parameters = parameters();
                default -> json.skipChildren();
            }
        }
        require((query == null) != (exec == null), "The descriptor must have either \"query\" or \"exec\".");
        return new Descriptor(query == null ? exec : query, query == null, parameters);
    }

    private List<DescribedParameter> parameters() {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        require(json.currentToken() == JsonToken.START_ARRAY, "\"parameters\" must be an array.");
        List<DescribedParameter> parameters = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            parameters.add(parameter());
        }
        return parameters;
    }

    private DescribedParameter parameter() {
        require(json.currentToken() == JsonToken.START_OBJECT, "Each of \"parameters\" must be an object.");
        String type = null;
        String value = null;
        int byteSize = -1;
        boolean hasValue = false;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            switch (name) {
                case "type" -> type = string(name);
                case "value" -> {
                    hasValue = true;
                    value = json.currentToken() == JsonToken.VALUE_NULL ? null : string(name);
                }
                case "byteSize" -> byteSize = byteSize();
                default -> json.skipChildren();
            }
        }
        boolean binary = "binary".equals(type);
        require(binary || "text".equals(type), "The \"type\" of a parameter must be \"text\" or \"binary\".");
        require(hasValue == byteSize < 0, "A parameter must have either \"value\" or \"byteSize\".");
        return new DescribedParameter(binary, value == null ? null : bytes(value, binary), byteSize);
    }

    private static byte[] bytes(String value, boolean binary) {
        if (!binary) {
            return Utf8.encode(value);
        }
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw malformed("The \"value\" of a binary parameter must be base64.");
        }
    }

    private int byteSize() {
        require(
                json.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && json.getNumberType() == JsonParser.NumberType.INT
                        && json.getIntValue() > 0,
                "\"byteSize\" must be a number of bytes from 1 to 1 GB; an empty value belongs into the descriptor.");
        return json.getIntValue();
    }

    private String string(String name) {
        require(json.currentToken() == JsonToken.VALUE_STRING, "\"" + name + "\" must be a string.");
        return json.getString();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw malformed(message);
        }
    }

    private static ProblemException malformed(String message) {
        return new Problem(400, "BAD_REQUEST", message + EXAMPLE).exception();
    }
}
