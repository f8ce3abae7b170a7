package dev.jprisma.gateway.prisma.execute;

import dev.jprisma.gateway.http.ArrivingBody;
import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.plan.PlanCache;
import dev.jprisma.gateway.prisma.plan.PlanNode;
import dev.jprisma.gateway.prisma.value.JsonReader;
import dev.jprisma.gateway.prisma.value.JsonText;
import dev.jprisma.gateway.prisma.value.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The body of a query: what to evaluate, and the values of its parameters.
 *
 * @param clientVersion as the client gave it, for messages
 * @param model null for SQL of the user
 * @param plan the text, not read yet, since a known one need not be; null if it was read as it arrived
 * @param read null if it was not
 * @param comments to append to each statement
 * @param length of the body in bytes, if it is whole
 */
public record QueryRequest(
        String clientVersion,
        String model,
        String operation,
        JsonText plan,
        PlanNode read,
        Parameters parameters,
        Map<String, String> comments,
        int length) {

    /**
     * @param clientVersion null if the client does not say
     * @throws PrismaError 400 if the body is not such a request
     */
    public static QueryRequest parse(byte[] body, String clientVersion) {
        try (JsonParser parser = JsonReader.FACTORY.createParser(ObjectReadContext.empty(), body)) {
            return new Fields(parser, clientVersion, body, JsonReader.UNCOUNTED).readOnly();
        } catch (JacksonException e) {
            throw JsonReader.malformed(e);
        }
    }

    /** Reads a large one, plan and all; the rest is as above. */
    public static QueryRequest read(ArrivingBody body, String clientVersion) {
        try (JsonParser parser = JsonReader.FACTORY.createParser(ObjectReadContext.empty(), body)) {
            return new Fields(parser, clientVersion, null, body::keep).readOnly();
        } catch (JacksonException e) {
            throw JsonReader.malformed(e);
        }
    }

    private static PrismaError malformed(String reason) {
        return PrismaError.badRequest("Malformed request: " + reason);
    }

    /** The fields as they come. */
    private static final class Fields {
        private final JsonParser parser;
        private final String clientVersion;
        private final byte[] body;
        private final LongConsumer kept;
        private String model;
        private String operation;
        private JsonText plan;
        private PlanNode read;
        private Parameters parameters;
        private Map<String, String> comments = Map.of();

        /**
         * @param body null if it is not there as a whole
         * @param kept takes the bytes of memory of what is kept of it
         */
        Fields(JsonParser parser, String clientVersion, byte[] body, LongConsumer kept) {
            this.parser = parser;
            this.clientVersion = clientVersion == null ? "of unknown version" : clientVersion;
            this.body = body;
            this.kept = kept;
        }

        QueryRequest readOnly() {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("the body is not an object");
            }
            QueryRequest request = read();
            if (parser.nextToken() != null) {
                throw malformed("the body is more than one value");
            }
            return request;
        }

        private QueryRequest read() {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "model" -> model = text(name);
                    case "operation" -> operation = text(name);
                    case "plan" -> readPlan();
                    case "params" -> parameters = parameters();
                    case "comments" -> comments = comments();
                    default -> parser.skipChildren();
                }
            }
            if (operation == null || operation.isEmpty() || plan == null && read == null || parameters == null) {
                throw malformed("it lacks operation, plan or params");
            }
            return new QueryRequest(
                    clientVersion, model, operation, plan, read, parameters, comments, body == null ? 0 : body.length);
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

        private void readPlan() {
            requireObject("plan");
            if (body == null) {
                read = PlanCache.read(parser, clientVersion, kept);
                return;
            }
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int end = (int) parser.currentLocation().getByteOffset();
            plan = new JsonText(body, start, end - start);
        }

        private Parameters parameters() {
            requireObject("params");
            return Parameters.read(parser, kept);
        }

        private Map<String, String> comments() {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return Map.of();
            }
            Map<String, String> texts = new LinkedHashMap<>();
            requireObject("comments");
            JsonReader.readObject(parser, kept).forEach((key, value) -> {
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
