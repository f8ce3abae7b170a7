package dev.jprisma.gateway.neon;

import dev.jprisma.gateway.http.JsonStreams;
import dev.jprisma.gateway.http.Problem;
import dev.jprisma.gateway.http.ProblemException;
import dev.jprisma.postgres.wire.Parameter;
import dev.jprisma.postgres.wire.Statement;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads {@code {"query": "...", "params": [...]}} and {@code {"queries": [{...}, ...]}}; other fields are ignored. */
final class SqlRequestParser {

    private final JsonParser json;

    private SqlRequestParser(JsonParser json) {
        this.json = json;
    }

    /** @throws ProblemException 400 if the body is neither */
    static SqlRequest parse(byte[] body) {
        try (JsonParser json = JsonStreams.parser(body)) {
            SqlRequest request = new SqlRequestParser(json).parse();
            require(json.nextToken() == null, "Nothing may follow the JSON object of the body.");
            return request;
        } catch (JacksonException e) {
            throw malformed("The body is not JSON: " + JsonStreams.problem(e) + ".");
        } catch (IllegalArgumentException e) {
            throw malformed(e.getMessage());
        }
    }

    private SqlRequest parse() {
        require(json.nextToken() == JsonToken.START_OBJECT, "The body must be a JSON object.");
        String sql = null;
        List<Parameter> parameters = List.of();
        Boolean arrayMode = null;
        List<SqlQuery> queries = null;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            switch (name) {
                case "query" -> sql = sql();
                case "params" -> parameters = parameters();
                case "arrayMode" -> arrayMode = flag();
                case "queries" -> queries = queries();
                default -> json.skipChildren();
            }
        }
        require(
                (sql == null) != (queries == null),
                "The body must have \"query\", or \"queries\" for several in one transaction.");
        return queries == null
                ? new SqlRequest(List.of(query(sql, parameters, arrayMode)), false)
                : new SqlRequest(queries, true);
    }

    private List<SqlQuery> queries() {
        require(json.currentToken() == JsonToken.START_ARRAY, "\"queries\" must be an array.");
        List<SqlQuery> queries = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            queries.add(queryObject());
        }
        return queries;
    }

    private SqlQuery queryObject() {
        require(json.currentToken() == JsonToken.START_OBJECT, "Each of \"queries\" must be an object.");
        String sql = null;
        List<Parameter> parameters = List.of();
        Boolean arrayMode = null;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            switch (name) {
                case "query" -> sql = sql();
                case "params" -> parameters = parameters();
                case "arrayMode" -> arrayMode = flag();
                default -> json.skipChildren();
            }
        }
        require(sql != null, "Each of \"queries\" must have \"query\".");
        return query(sql, parameters, arrayMode);
    }

    private static SqlQuery query(String sql, List<Parameter> parameters, Boolean arrayMode) {
        return new SqlQuery(new Statement(sql, parameters), arrayMode);
    }

    private String sql() {
        require(json.currentToken() == JsonToken.VALUE_STRING, "\"query\" must be a string of SQL.");
        return json.getString();
    }

    private Boolean flag() {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw malformed("\"arrayMode\" must be true or false.");
        };
    }

    private List<Parameter> parameters() {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        require(json.currentToken() == JsonToken.START_ARRAY, "\"params\" must be an array.");
        List<Parameter> parameters = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            parameters.add(Parameter.text(ParameterText.of(json)));
        }
        return parameters;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw malformed(message);
        }
    }

    private static ProblemException malformed(String message) {
        return new Problem(
                        400,
                        "BAD_REQUEST",
                        message + " Send for example {\"query\": \"select $1::int\", \"params\": [1]}.")
                .exception();
    }
}
