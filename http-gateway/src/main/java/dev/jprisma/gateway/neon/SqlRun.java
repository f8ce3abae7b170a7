package dev.jprisma.gateway.neon;

import dev.jprisma.gateway.http.Exchange;
import dev.jprisma.gateway.http.JsonStreams;
import dev.jprisma.gateway.http.StreamedResponse;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.postgres.wire.Step;
import dev.jprisma.postgres.wire.TransactionStatus;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Executes what a request asks for and writes the answer as the rows arrive. */
final class SqlRun {

    private static final Statement COMMIT = Statement.of("COMMIT").once();
    private static final Statement ROLLBACK = Statement.of("ROLLBACK").once();

    private final SqlRequest request;
    private final boolean raw;
    private final boolean rowAsArray;
    private final Statement begin;

    SqlRun(SqlRequest request, Exchange exchange) {
        this.request = request;
        this.raw = "true".equals(exchange.header("Neon-Raw-Text-Output"));
        this.rowAsArray = "true".equals(exchange.header("Neon-Array-Mode"));
        this.begin = request.batch() ? BatchOptions.begin(exchange) : null;
    }

    void execute(PostgresConnection connection, StreamedResponse response) {
        // Closed only after success: closing completes what has been begun.
        JsonGenerator json = JsonStreams.generator(response);
        if (request.batch()) {
            executeBatch(connection, json);
        } else {
            SqlQuery query = request.queries().get(0);
            connection.executeAndReset(query.statement(), writer(query, json));
        }
        json.close();
    }

    private void executeBatch(PostgresConnection connection, JsonGenerator json) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(begin, ResultReceiver.NONE));
        request.queries().forEach(query -> steps.add(new Step(query.statement(), writer(query, json))));
        json.writeStartObject();
        json.writeName("results");
        json.writeStartArray();
        try {
            connection.pipeline(steps);
        } catch (RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
        json.writeEndArray();
        json.writeEndObject();
        connection.executeAndReset(COMMIT, ResultReceiver.NONE);
    }

    private static void rollBack(PostgresConnection connection, RuntimeException cause) {
        if (connection.isOpen() && connection.transactionStatus() != TransactionStatus.IDLE) {
            try {
                connection.executeAndReset(ROLLBACK, ResultReceiver.NONE);
            } catch (PostgresException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private ResultWriter writer(SqlQuery query, JsonGenerator json) {
        return new ResultWriter(json, raw, query.arrayMode() == null ? rowAsArray : query.arrayMode());
    }
}
