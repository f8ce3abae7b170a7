package dev.jprisma.console.studio;

import dev.jprisma.console.http.Answers;
import dev.jprisma.postgres.wire.Column;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.postgres.wire.Step;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Answers Studio: a result is {@code [null, rows]}, or {@code [error]}; of a transaction the rows of each query; of a
 * sequence a result for each query, up to the first that fails.
 */
final class StudioAnswer {
    private static final int MOST_BYTES = 32 << 20;
    private static final String ELEMENTS =
            "SELECT oid, typelem FROM pg_catalog.pg_type WHERE typcategory = 'A' AND typelem <> 0";

    private final PostgresConnection session;
    private final StudioParameters parameters;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    private final JsonGenerator json = Answers.generator(out);
    private StudioValues values;

    StudioAnswer(PostgresConnection session) {
        this.session = session;
        this.parameters = new StudioParameters(session);
    }

    /** UTF-8. */
    byte[] to(StudioRequest request) {
        return switch (request.procedure()) {
            case "query" -> only(request.queries().get(0));
            case "transaction" -> transaction(request.queries());
            case "sequence" -> sequence(request.queries());
            case "sql-lint" -> error("Error", "SQL lint is not supported");
            default -> error("Error", "There is no " + request.procedure() + " here");
        };
    }

    private byte[] only(StudioRequest.Query query) {
        try {
            json.writeStartArray();
            json.writeNull();
            rows(query);
            json.writeEndArray();
            return written();
        } catch (ServerErrorException e) {
            return error(e.error());
        }
    }

    private byte[] transaction(List<StudioRequest.Query> queries) {
        try {
            session.pipeline(List.of(Step.of("BEGIN")));
            json.writeStartArray();
            json.writeNull();
            json.writeStartArray();
            queries.forEach(this::rows);
            session.pipeline(List.of(Step.of("COMMIT")));
            json.writeEndArray();
            json.writeEndArray();
            return written();
        } catch (ServerErrorException e) {
            // The session's end rolls it back.
            return error(e.error());
        }
    }

    private byte[] sequence(List<StudioRequest.Query> queries) {
        List<byte[]> results = new ArrayList<>();
        for (StudioRequest.Query query : queries) {
            StudioAnswer one = new StudioAnswer(session);
            byte[] result = one.only(query);
            results.add(result);
            if (result[1] != 'n') {
                break; // no null before the rows: it failed
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] result : results) {
            all.write(all.size() == 0 ? '[' : ',');
            all.writeBytes(result);
        }
        all.write(']');
        return all.toByteArray();
    }

    private void rows(StudioRequest.Query query) {
        Statement statement = parameters.bind(query);
        if (values == null) {
            values = new StudioValues(elementTypes());
        }
        json.writeStartArray();
        session.execute(statement.once(), new ResultReceiver() {
            private List<Column> columns;

            @Override
            public void columns(List<Column> described) {
                columns = described;
            }

            @Override
            public void row(Row row) {
                json.writeStartObject();
                for (int i = 0; i < columns.size(); i++) {
                    json.writeName(columns.get(i).name());
                    values.write(columns.get(i).typeOid(), row.text(i), json);
                }
                json.writeEndObject();
                json.flush();
                if (out.size() > MOST_BYTES) {
                    throw new JprismaException(
                            ErrorKind.INVALID,
                            "This answer has more than " + (MOST_BYTES >> 20) + " MB: select less of it.");
                }
            }
        });
        json.writeEndArray();
    }

    private Map<Integer, Integer> elementTypes() {
        Map<Integer, Integer> types = new HashMap<>();
        session.execute(Statement.of(ELEMENTS), new ResultReceiver() {
            @Override
            public void row(Row row) {
                types.put(oid(row.text(0)), oid(row.text(1)));
            }
        });
        return types;
    }

    private static int oid(String text) {
        return (int) Long.parseLong(text);
    }

    private byte[] written() {
        json.close();
        return out.toByteArray();
    }

    private static byte[] error(ServerError error) {
        return error("PostgresError", error.message());
    }

    private static byte[] error(String name, String message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Answers.generator(out)) {
            json.writeStartArray();
            json.writeStartObject();
            json.writeStringProperty("name", name);
            json.writeStringProperty("message", message);
            json.writeEndObject();
            json.writeEndArray();
        }
        return out.toByteArray();
    }
}
