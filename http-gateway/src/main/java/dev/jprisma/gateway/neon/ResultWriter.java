package dev.jprisma.gateway.neon;

import dev.jprisma.postgres.wire.Column;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** Writes one result, row by row, as {@code {"fields": [...], "rows": [...], "command": ..., ...}}. */
final class ResultWriter implements ResultReceiver {

    private static final SerializedString FIELDS = new SerializedString("fields");
    private static final SerializedString NAME = new SerializedString("name");
    private static final SerializedString DATA_TYPE_ID = new SerializedString("dataTypeID");
    private static final SerializedString TABLE_ID = new SerializedString("tableID");
    private static final SerializedString COLUMN_ID = new SerializedString("columnID");
    private static final SerializedString DATA_TYPE_SIZE = new SerializedString("dataTypeSize");
    private static final SerializedString DATA_TYPE_MODIFIER = new SerializedString("dataTypeModifier");
    private static final SerializedString FORMAT = new SerializedString("format");
    private static final SerializedString TEXT = new SerializedString("text");
    private static final SerializedString ROWS = new SerializedString("rows");
    private static final SerializedString COMMAND = new SerializedString("command");
    private static final SerializedString ROW_COUNT = new SerializedString("rowCount");
    private static final SerializedString ROW_AS_ARRAY = new SerializedString("rowAsArray");

    private final JsonGenerator json;
    private final boolean raw;
    private final boolean rowAsArray;
    private boolean started;
    /** The key of each column in a row object; null where a later column has the same name. */
    private SerializedString[] keys;

    private ValueForm[] forms;
    private ValueForm[] elementForms;

    /**
     * @param raw values as PostgreSQL's text, rather than natural JSON
     * @param rowAsArray rows as arrays, rather than objects
     */
    ResultWriter(JsonGenerator json, boolean raw, boolean rowAsArray) {
        this.json = json;
        this.raw = raw;
        this.rowAsArray = rowAsArray;
    }

    @Override
    public void columns(List<Column> columns) {
        keys = rowAsArray ? null : keys(columns);
        forms = new ValueForm[columns.size()];
        elementForms = new ValueForm[columns.size()];
        for (int i = 0; i < forms.length; i++) {
            int typeOid = columns.get(i).typeOid();
            forms[i] = raw ? ValueForm.TEXT : ValueForm.natural(typeOid);
            elementForms[i] = raw ? null : ArrayForm.elementForm(typeOid);
        }
        start(columns);
    }

    private static SerializedString[] keys(List<Column> columns) {
        SerializedString[] keys = new SerializedString[columns.size()];
        Set<String> names = new HashSet<>();
        for (int i = keys.length - 1; i >= 0; i--) {
            String name = columns.get(i).name();
            keys[i] = names.add(name) ? new SerializedString(name) : null;
        }
        return keys;
    }

    private void start(List<Column> columns) {
        started = true;
        json.writeStartObject();
        json.writeName(FIELDS);
        json.writeStartArray();
        columns.forEach(this::field);
        json.writeEndArray();
        json.writeName(ROWS);
        json.writeStartArray();
    }

    private void field(Column column) {
        json.writeStartObject();
        json.writeName(NAME);
        json.writeString(column.name());
        json.writeName(DATA_TYPE_ID);
        json.writeNumber(Integer.toUnsignedLong(column.typeOid()));
        json.writeName(TABLE_ID);
        json.writeNumber(Integer.toUnsignedLong(column.tableOid()));
        json.writeName(COLUMN_ID);
        json.writeNumber(column.tableColumn());
        json.writeName(DATA_TYPE_SIZE);
        json.writeNumber(column.typeSize());
        json.writeName(DATA_TYPE_MODIFIER);
        json.writeNumber(column.typeModifier());
        json.writeName(FORMAT);
        json.writeString(TEXT);
        json.writeEndObject();
    }

    @Override
    public void row(Row row) {
        if (rowAsArray) {
            json.writeStartArray();
            for (int i = 0; i < row.size(); i++) {
                value(row, i);
            }
            json.writeEndArray();
        } else {
            rowObject(row);
        }
    }

    private void rowObject(Row row) {
        json.writeStartObject();
        for (int i = 0; i < row.size(); i++) {
            if (keys[i] != null) {
                json.writeName(keys[i]);
                value(row, i);
            }
        }
        json.writeEndObject();
    }

    private void value(Row row, int column) {
        if (row.isNull(column)) {
            json.writeNull();
        } else if (elementForms[column] != null) {
            ArrayForm.write(row.text(column), elementForms[column], json);
        } else {
            forms[column].write(row, column, json);
        }
    }

    @Override
    public void complete(String commandTag) {
        if (!started) {
            start(List.of());
        }
        json.writeEndArray();
        int firstSpace = commandTag.indexOf(' ');
        json.writeName(COMMAND);
        json.writeString(firstSpace < 0 ? commandTag : commandTag.substring(0, firstSpace));
        json.writeName(ROW_COUNT);
        rowCount(commandTag.substring(commandTag.lastIndexOf(' ') + 1));
        json.writeName(ROW_AS_ARRAY);
        json.writeBoolean(rowAsArray);
        json.writeEndObject();
    }

    private void rowCount(String lastWord) {
        if (!lastWord.isEmpty() && Character.isDigit(lastWord.charAt(0))) {
            json.writeNumber(Long.parseLong(lastWord));
        } else {
            json.writeNull();
        }
    }
}
