package dev.jprisma.gateway.prisma.result;

import dev.jprisma.gateway.prisma.value.ValueWriter;
import dev.jprisma.gateway.prisma.value.WritableValue;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The result of SQL that the user wrote: columns, their types, rows. */
public record RawResult(Columns columns, List<Object[]> rows) implements WritableValue {

    @Override
    public void write(ValueWriter out) {
        writeHead(columns, out);
        for (Object[] row : rows) {
            out.value(row);
        }
        writeTail(out);
    }

    /** Everything up to the rows. */
    static void writeHead(Columns columns, ValueWriter out) {
        JsonGenerator json = out.json();
        json.writeStartObject();
        json.writeArrayPropertyStart("columns");
        for (int i = 0; i < columns.count(); i++) {
            json.writeString(columns.name(i));
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("types");
        for (int i = 0; i < columns.count(); i++) {
            json.writeString(columns.type(i).rawName());
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("rows");
    }

    static void writeTail(ValueWriter out) {
        out.json().writeEndArray();
        out.json().writeEndObject();
    }
}
