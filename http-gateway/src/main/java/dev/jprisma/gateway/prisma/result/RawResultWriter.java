package dev.jprisma.gateway.prisma.result;

import dev.jprisma.gateway.http.JsonStreams;
import dev.jprisma.gateway.prisma.value.DateTimes;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import dev.jprisma.postgres.wire.Column;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import java.util.List;

/** Writes a raw result while it arrives. */
public final class RawResultWriter implements ResultReceiver {
    private final RowReader reader;
    private final ResultReceiver values;
    private final ValueWriter out;
    private boolean begun;

    /** @param columns those of this statement */
    public RawResultWriter(ColumnsCache columns, ValueWriter out) {
        this.reader = new RowReader(columns);
        this.values = reader.into(row -> out.value(reader.raw(row)));
        this.out = out;
    }

    @Override
    public void columns(List<Column> described) {
        values.columns(described);
        begin();
    }

    @Override
    public void row(Row row) {
        if (row.isStreamed()) {
            values.row(row);
            return;
        }
        out.json().writeStartArray();
        for (int i = 0; i < row.size(); i++) {
            value(row, i);
        }
        out.json().writeEndArray();
    }

    private void value(Row row, int column) {
        ColumnType type = reader.columns().type(column);
        if (row.isNull(column)) {
            out.json().writeNull();
        } else if (type.array()) {
            out.value(type.raw(type.decode(row.text(column))));
        } else if (!writeBytes(row, column, type.scalar())) {
            out.value(type.raw(type.decode(row.text(column))));
        }
    }

    /** Writes the server's bytes as they are where that is the answer; false if it is not. */
    private boolean writeBytes(Row row, int column, ScalarType scalar) {
        switch (scalar) {
            case BIGINT, OID, DECIMAL, CHAR, TEXT, UUID, TIME -> JsonStreams.writeText(row, column, out.json());
            case INT -> out.json().writeNumber(JsonStreams.integer(row, column));
            case BOOL -> out.json().writeBoolean(JsonStreams.flag(row, column));
            case JSON -> JsonStreams.writeRaw(row, column, out.json());
            case FLOAT, DOUBLE -> {
                return JsonStreams.writeNumber(row, column, out.json());
            }
            case TIMESTAMP, TIMESTAMP_WITH_ZONE -> {
                byte[] text = DateTimes.offsetText(row.buffer(), row.offset(column), row.length(column));
                if (text != null) {
                    out.json().writeRawUTF8String(text, 0, text.length);
                }
                return text != null;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void begin() {
        begun = true;
        RawResult.writeHead(reader.columns(), out);
    }

    /** Completes the result, which is empty if none has arrived. */
    public void end() {
        if (!begun) {
            begin();
        }
        RawResult.writeTail(out);
    }
}
