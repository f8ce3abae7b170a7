package dev.jprisma.gateway.prisma.execute;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.value.JsonReader;
import dev.jprisma.gateway.prisma.value.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The body of a query: what to evaluate, and the values of its parameters.
 *
 * @param clientVersion as the client gave it, for messages
 * @param model null for SQL of the user
 * @param plan not read yet: a known one need not be
 * @param comments to append to each statement
 * @param length of the body in bytes
 */
public record QueryRequest(
        String clientVersion,
        String model,
        String operation,
        JsonText plan,
        Map<String, Object> parameters,
        Map<String, String> comments,
        int length) {

    /** The insertion of some 30 000 records. Read, it takes more than half of the daemon's heap. */
    private static final int LARGEST_PLAN = 32 << 20;

    /**
     * @param clientVersion null if the client does not say
     * @throws PrismaError 400 if the body is not such a request
     */
    public static QueryRequest parse(byte[] body, String clientVersion) {
        try (JsonParser parser = JsonReader.FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("the body is not an object");
            }
            QueryRequest request =
                    new Fields(body, parser).read(clientVersion == null ? "of unknown version" : clientVersion);
            if (parser.nextToken() != null) {
                throw malformed("the body is more than one value");
            }
            return request;
        } catch (JacksonException e) {
            throw JsonReader.malformed(e);
        }
    }

    private static PrismaError malformed(String reason) {
        return PrismaError.badRequest("Malformed request: " + reason);
    }

    /** The fields as they come. */
    private static final class Fields {
        private final byte[] body;
        private final JsonParser parser;
        private String model;
        private String operation;
        private JsonText plan;
        private Map<String, Object> parameters;
        private Map<String, String> comments = Map.of();

        Fields(byte[] body, JsonParser parser) {
            this.body = body;
            this.parser = parser;
        }

        QueryRequest read(String clientVersion) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "model" -> model = text(name);
                    case "operation" -> operation = text(name);
                    case "plan" -> plan = plan();
                    case "params" -> parameters = object(name);
                    case "comments" -> comments = comments();
                    default -> parser.skipChildren();
                }
            }
            if (operation == null || operation.isEmpty() || plan == null || parameters == null) {
                throw malformed("it lacks operation, plan or params");
            }
            return new QueryRequest(clientVersion, model, operation, plan, parameters, comments, body.length);
        }

        private String text(String name) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return parser.getString();
            }
            if (parser.currentToken() == JsonToken.VALUE_NULL && name.equals("model")) {
                return null;
            }
            throw malformed(name + " is not a string");
        }

        private JsonText plan() {
            requireObject("plan");
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int end = (int) parser.currentLocation().getByteOffset();
            if (end - start > LARGEST_PLAN) {
                throw malformed("a plan of " + (end - start) + " bytes is larger than " + LARGEST_PLAN
                        + ". Send fewer records at a time, or use the TCP URL.");
            }
            return new JsonText(body, start, end - start);
        }

        @SuppressWarnings("unchecked")
        private Map<String, Object> object(String name) {
            requireObject(name);
            return (Map<String, Object>) JsonReader.read(parser);
        }

        private Map<String, String> comments() {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return Map.of();
            }
            Map<String, String> texts = new LinkedHashMap<>();
            object("comments").forEach((key, value) -> {
                if (!(value instanceof String text)) {
                    throw malformed("comments are not all strings");
                }
                texts.put(key, text);
            });
            return texts;
        }

        private void requireObject(String name) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw malformed(name + " is not an object");
            }
        }
    }
}
