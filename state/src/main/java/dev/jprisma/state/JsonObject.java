package dev.jprisma.state;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object of the home's records, read by hand: data binding takes longer to load than {@code ls} may take in all.
 * Members of a type nobody here writes (arrays) are passed over.
 */
final class JsonObject {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Object> members = new HashMap<>();

    private JsonObject() {}

    /** @throws IllegalArgumentException if that is no JSON object */
    static JsonObject parse(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("Not a JSON object");
            }
            return readFrom(parser);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static JsonObject readFrom(JsonParser parser) {
        JsonObject object = new JsonObject();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            switch (parser.nextToken()) {
                case START_OBJECT -> object.members.put(name, readFrom(parser));
                case VALUE_STRING -> object.members.put(name, parser.getString());
                case VALUE_NUMBER_INT -> object.members.put(name, parser.getLongValue());
                case VALUE_TRUE -> object.members.put(name, Boolean.TRUE);
                case VALUE_FALSE -> object.members.put(name, Boolean.FALSE);
                default -> parser.skipChildren();
            }
        }
        return object;
    }

    /** The text of a member, or null. */
    String text(String name) {
        return member(name, String.class);
    }

    /** @throws IllegalArgumentException if there is none */
    long number(String name) {
        return required(name, Long.class);
    }

    /** False if there is none. */
    boolean flag(String name) {
        return Boolean.TRUE.equals(member(name, Boolean.class));
    }

    /** @throws IllegalArgumentException if there is none */
    String requiredText(String name) {
        return required(name, String.class);
    }

    /** @throws IllegalArgumentException if there is none */
    Instant instant(String name) {
        try {
            return Instant.parse(requiredText(name));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " is not a time", e);
        }
    }

    /** @throws IllegalArgumentException if there is none */
    JsonObject object(String name) {
        return required(name, JsonObject.class);
    }

    /** The process of a member, or null. */
    ProcessIdentity process(String name) {
        JsonObject process = member(name, JsonObject.class);
        return process == null ? null : new ProcessIdentity(process.number("pid"), process.requiredText("started"));
    }

    private <T> T required(String name, Class<T> type) {
        T value = member(name, type);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private <T> T member(String name, Class<T> type) {
        Object value = members.get(name);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException(name + " is of another type");
        }
        return type.cast(value);
    }
}
