package dev.jprisma.console.studio;

import dev.jprisma.console.http.JsonTree;
import dev.jprisma.postgres.wire.Parameter;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.Statement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of JSON as PostgreSQL takes them for parameters, whose types it chooses itself. */
final class StudioParameters {
    private final PostgresConnection session;

    StudioParameters(PostgresConnection session) {
        this.session = session;
    }

    Statement bind(StudioRequest.Query query) {
        // Of JSON's arrays only the parameter's type says whether an array or a json value is meant.
        boolean ambiguous = query.parameters().stream().anyMatch(List.class::isInstance);
        List<String> types = ambiguous ? types(query.sql()) : List.of();
        List<Parameter> bound = new ArrayList<>();
        for (Object value : query.parameters()) {
            boolean isArray =
                    bound.size() < types.size() && types.get(bound.size()).endsWith("[]");
            bound.add(Parameter.text(isArray && value instanceof List<?> list ? array(list) : text(value)));
        }
        return new Statement(query.sql(), bound);
    }

    private List<String> types(String sql) {
        List<String> types = new ArrayList<>();
        session.query("PREPARE jprisma_studio AS " + sql, ResultReceiver.NONE);
        session.query(
                "SELECT unnest(parameter_types)::text FROM pg_prepared_statements WHERE name = 'jprisma_studio';"
                        + " DEALLOCATE jprisma_studio",
                new ResultReceiver() {
                    @Override
                    public void row(Row row) {
                        types.add(row.text(0));
                    }
                });
        return types;
    }

    static String text(Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        } else if (value instanceof BigDecimal number) {
            return number.toPlainString();
        } else if (value instanceof Map<?, ?> map
                && "Buffer".equals(map.get("type"))
                && map.get("data") instanceof List<?> bytes) {
            return bytes.stream()
                    .map(each -> String.format("%02x", ((BigDecimal) each).intValue() & 0xff))
                    .collect(Collectors.joining("", "\\x", ""));
        }
        return value instanceof Boolean ? value.toString() : JsonTree.write(value);
    }

    private static String array(List<?> list) {
        return list.stream()
                .map(element -> element == null
                        ? "NULL"
                        : element instanceof List<?> inner
                                ? array(inner)
                                : '"' + text(element).replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
