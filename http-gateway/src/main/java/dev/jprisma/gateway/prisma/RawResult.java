package dev.jprisma.gateway.prisma;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The result of SQL that the user wrote: columns, their types, rows. */
record RawResult(Columns columns, List<Object[]> rows) {

    void write(AnswerWriter out) {
        writeHead(columns, out);
        for (Object[] row : rows) {
            out.value(row);
        }
        writeTail(out);
    }

    /** Everything up to the rows. */
    static void writeHead(Columns columns, AnswerWriter out) {
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

    static void writeTail(AnswerWriter out) {
        out.json().writeEndArray();
        out.json().writeEndObject();
    }
}
