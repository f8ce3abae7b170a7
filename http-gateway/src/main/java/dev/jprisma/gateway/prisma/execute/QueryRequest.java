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
 * @param plan the text; null if it was read as it arrived
 * @param node what was read of the plan; null until then
 * @param comments to append to each statement
 * @param length of the body in bytes, if it is whole
 */
public record QueryRequest(
        String clientVersion,
        String model,
        String operation,
        JsonText plan,
        PlanNode node,
        Parameters parameters,
        Map<String, String> comments,
        int length) {

    /**
     * @param clientVersion null if the client does not say
     * @throws PrismaError 400 if the body is not such a request
     */
    static QueryRequest parse(byte[] body, String clientVersion) {
        try (JsonParser parser = JsonReader.FACTORY.createParser(ObjectReadContext.empty(), body)) {
            return new Fields(parser, clientVersion, body, JsonReader.UNCOUNTED).readOnly();
        } catch (JacksonException e) {
            throw JsonReader.malformed(e);
        }
    }

    /** The same with what its plan has been read to. */
    QueryRequest with(PlanNode read) {
        return withPlan(plan, read);
    }

    QueryRequest withPlan(JsonText text, PlanNode read) {
        return new QueryRequest(clientVersion, model, operation, text, read, parameters, comments, length);
    }

    /**
     * The request that begins as this one does.
     *
     * @param rest its further fields, as an object
     * @param wholeLength of its body in bytes
     * @throws JacksonException if the rest is not JSON
     */
    QueryRequest continued(byte[] rest, String version, int wholeLength) {
        try (JsonParser parser = JsonReader.FACTORY.createParser(ObjectReadContext.empty(), rest)) {
            Fields fields = new Fields(parser, version, rest, JsonReader.UNCOUNTED);
            fields.beginAs(this);
            QueryRequest request = fields.readOnly();
            return new QueryRequest(
                    request.clientVersion,
                    request.model,
                    request.operation,
                    request.plan,
                    request.node,
                    request.parameters,
                    request.comments,
                    wholeLength);
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
        private PlanNode node;
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

        void beginAs(QueryRequest other) {
            model = other.model;
            operation = other.operation;
            plan = other.plan;
            node = other.node;
            comments = other.comments;
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
            if (operation == null || operation.isEmpty() || plan == null && node == null || parameters == null) {
                throw malformed("it lacks operation, plan or params");
            }
            return new QueryRequest(
                    clientVersion, model, operation, plan, node, parameters, comments, body == null ? 0 : body.length);
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
                node = PlanCache.read(parser, clientVersion, kept);
                return;
            }
            node = null;
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
