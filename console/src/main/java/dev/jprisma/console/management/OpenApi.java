package dev.jprisma.console.management;

import dev.jprisma.console.shape.Shape;
import dev.jprisma.state.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the endpoints are, as OpenAPI 3.1 says it. */
final class OpenApi {
    private static final String JSON = "application/json";

    private OpenApi() {}

    /** @param base the address of the API */
    static Map<String, Object> describe(List<Endpoint> endpoints, String base) {
        Map<String, Object> components = new LinkedHashMap<>();
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Endpoint endpoint : endpoints) {
            paths.computeIfAbsent(endpoint.path().text(), path -> new LinkedHashMap<>())
                    .put(endpoint.method().toLowerCase(Locale.ROOT), operation(endpoint, components));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "The home of jprisma",
                        "description",
                        "What jprisma answers of Prisma's Management API. A database is an instance, a backup a"
                                + " snapshot; the token: jprisma api --token",
                        "version",
                        Version.current()));
        document.put("servers", List.of(Map.of("url", base)));
        document.put("security", List.of(Map.of("token", List.of())));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        components,
                        "securitySchemes",
                        Map.of("token", Map.of("type", "http", "scheme", "bearer"))));
        return document;
    }

    private static Map<String, Object> operation(Endpoint endpoint, Map<String, Object> components) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", operationId(endpoint));
        operation.put("summary", endpoint.summary());
        List<Map<String, Object>> parameters = new ArrayList<>();
        endpoint.path().places().forEach(place -> parameters.add(parameter(place, "path", Shape.text(), components)));
        endpoint.query().forEach((name, shape) -> parameters.add(parameter(name, "query", shape, components)));
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (endpoint.body() != null) {
            boolean needed = endpoint.body().problemOf(Map.of(), "") != null;
            operation.put("requestBody", Map.of("required", needed, "content", content(endpoint.body(), components)));
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(Integer.toString(endpoint.status()), answer(endpoint, components));
        responses.put("default", Map.of("description", "What went wrong", "content", content(Forms.ERROR, components)));
        operation.put("responses", responses);
        return operation;
    }

    private static Map<String, Object> answer(Endpoint endpoint, Map<String, Object> components) {
        return endpoint.answer() == null
                ? Map.of("description", "It was done")
                : Map.of("description", "It was done", "content", content(endpoint.answer(), components));
    }

    private static Map<String, Object> content(Shape shape, Map<String, Object> components) {
        return Map.of(JSON, Map.of("schema", shape.schema(components)));
    }

    private static Map<String, Object> parameter(String name, String in, Shape shape, Map<String, Object> components) {
        return Map.of("name", name, "in", in, "required", in.equals("path"), "schema", shape.schema(components));
    }

    /** Such as {@code getV1ProjectsById}. */
    private static String operationId(Endpoint endpoint) {
        StringBuilder id = new StringBuilder(endpoint.method().toLowerCase(Locale.ROOT));
        for (String segment : endpoint.path().text().substring(1).split("/")) {
            boolean place = segment.startsWith("{");
            String word = place ? segment.substring(1, segment.length() - 1) : segment;
            id.append(place ? "By" : "")
                    .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(word.substring(1).replaceAll("[^A-Za-z0-9]", ""));
        }
        return id.toString();
    }
}
