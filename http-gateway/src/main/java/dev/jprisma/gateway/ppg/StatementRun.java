package dev.jprisma.gateway.ppg;

import dev.jprisma.gateway.http.JsonStreams;
import dev.jprisma.gateway.http.ServerErrors;
import dev.jprisma.postgres.text.Bytea;
import dev.jprisma.postgres.wire.Column;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.Statement;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Executes one statement and writes its frames as the rows arrive: a description, the rows, {@code complete}. A script,
 * which is text without parameters, may be several statements; it answers with the last result.
 */
final class StatementRun implements ResultReceiver {

    private static final int BYTEA = 17;
    private static final int INT8 = 20;

    private final Descriptor descriptor;
    private final Frames frames;
    private int[] typeOids;
    private boolean inFrame;
    private long affected;

    StatementRun(Descriptor descriptor, Frames frames) {
        this.descriptor = descriptor;
        this.frames = frames;
    }

    /** @param statement of the descriptor, with its values */
    void execute(PostgresConnection connection, Statement statement) {
        if (descriptor.parameters().isEmpty()) {
            connection.query(descriptor.sql(), this);
        } else {
            connection.execute(statement, this);
        }
        if (descriptor.exec()) {
            writeCount();
        }
        write(FrameKind.COMPLETE, json -> {
            json.writeStartObject();
            json.writeBooleanProperty("complete", true);
            json.writeEndObject();
        });
    }

    /** Ends the answer with an error; false if that cannot be, since a frame has gone out in part. */
    boolean fail(ServerError error) {
        if (!frames.takeBack() && inFrame) {
            return false;
        }
        write(FrameKind.ERROR, json -> {
            json.writeStartObject();
            json.writeName("error");
            ServerErrors.write(error, json);
            json.writeEndObject();
        });
        return true;
    }

    @Override
    public void columns(List<Column> columns) {
        if (descriptor.exec()) {
            return;
        }
        if (typeOids != null && !frames.takeBack()) {
            throw new ScriptException();
        }
        typeOids = columns.stream().mapToInt(Column::typeOid).toArray();
        write(FrameKind.DESCRIPTION, json -> {
            beginColumns(json);
            for (Column column : columns) {
                column(column.name(), column.typeOid(), json);
            }
            endArray(json);
        });
    }

    @Override
    public void row(Row row) {
        if (descriptor.exec()) {
            return;
        }
        write(FrameKind.DATAROW, json -> {
            beginValues(json);
            for (int i = 0; i < row.size(); i++) {
                value(row, i, json);
            }
            endArray(json);
        });
    }

    @Override
    public void complete(String commandTag) {
        String lastWord = commandTag.substring(commandTag.lastIndexOf(' ') + 1);
        affected = !lastWord.isEmpty() && Character.isDigit(lastWord.charAt(0)) ? Long.parseLong(lastWord) : 0;
    }

    private void value(Row row, int column, JsonGenerator json) {
        if (row.isNull(column)) {
            json.writeNull();
        } else if (typeOids[column] == BYTEA) {
            json.writeBinary(new Bytea(row.stream(column)), -1);
        } else {
            JsonStreams.writeText(row, column, json);
        }
    }

    private void writeCount() {
        write(FrameKind.DESCRIPTION, json -> {
            beginColumns(json);
            column("rows_affected", INT8, json);
            endArray(json);
        });
        write(FrameKind.DATAROW, json -> {
            beginValues(json);
            json.writeString(Long.toString(affected));
            endArray(json);
        });
    }

    private static void beginColumns(JsonGenerator json) {
        json.writeStartObject();
        json.writeName("columns");
        json.writeStartArray();
    }

    private static void column(String name, int typeOid, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeName("typeOid");
        json.writeNumber(Integer.toUnsignedLong(typeOid));
        json.writeEndObject();
    }

    private static void beginValues(JsonGenerator json) {
        json.writeStartObject();
        json.writeName("values");
        json.writeStartArray();
    }

    private static void endArray(JsonGenerator json) {
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Closes the generator, and with it the frame, only after success: closing completes what has been begun. */
    private void write(FrameKind kind, Consumer<JsonGenerator> content) {
        inFrame = true;
        JsonGenerator json = JsonStreams.generator(frames.begin(kind));
        content.accept(json);
        json.close();
        inFrame = false;
    }
}
