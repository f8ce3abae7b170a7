package dev.jprisma.console.studio;

import dev.jprisma.console.http.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Studio asks for.
 *
 * @param procedure {@code query}, {@code transaction}, {@code sequence}, {@code sql-lint}, ...
 * @param queries none for other procedures than the first three
 */
record StudioRequest(String procedure, List<Query> queries) {

    /** @param parameters values of JSON, as {@link dev.jprisma.console.http.JsonTree} has them */
    record Query(String sql, List<Object> parameters) {}

    /** @throws dev.jprisma.state.JprismaException if it is of another shape */
    static StudioRequest of(Object json) {
        if (!(json instanceof Map<?, ?> request) || !(request.get("procedure") instanceof String procedure)) {
            throw Requests.invalid("Studio asked for something that has no procedure.");
        }
        Object queries = switch (procedure) {
            case "query" -> request.get("query") == null ? List.of() : List.of(request.get("query"));
            case "transaction" -> request.get("queries");
            case "sequence" -> request.get("sequence");
            default -> List.of();
        };
        if (!(queries instanceof List<?> list)) {
            throw Requests.invalid("Studio's " + procedure + " has no queries.");
        }
        return new StudioRequest(
                procedure, list.stream().map(StudioRequest::query).toList());
    }

    private static Query query(Object json) {
        if (!(json instanceof Map<?, ?> query) || !(query.get("sql") instanceof String sql)) {
            throw Requests.invalid("Studio asked for a query without sql.");
        }
        return new Query(sql, query.get("parameters") instanceof List<?> values ? new ArrayList<>(values) : List.of());
    }
}
