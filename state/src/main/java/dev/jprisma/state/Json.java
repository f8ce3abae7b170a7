package dev.jprisma.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper of the home's files, the control protocol and what the command prints. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    /** On one line. Null members are left out. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Indented, for people. Null members are left out. */
    public static String writeIndented(Object value) {
        return MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    /** @throws JacksonException if it is no JSON */
    public static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }

    /** @throws JacksonException if it is no JSON, or none of that type */
    public static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    public static <T> T convert(JsonNode node, Class<T> type) {
        return MAPPER.treeToValue(node, type);
    }

    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }
}
