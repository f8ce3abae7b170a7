package dev.jprisma.console.schema;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.List;

/**
 * A table's columns in their order, and those of its primary key in the key's.
 *
 * @param key empty if it has none
 */
public record TableShape(TableName table, List<TableColumn> columns, List<TableColumn> key) {

    public TableShape {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** @throws JprismaException ({@link ErrorKind#NOT_FOUND}) if it has no such column */
    public TableColumn column(String name) {
        for (TableColumn column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        throw new JprismaException(
                ErrorKind.NOT_FOUND,
                "The table " + table + " has no column \"" + name + "\" (any more): load it anew.");
    }
}
