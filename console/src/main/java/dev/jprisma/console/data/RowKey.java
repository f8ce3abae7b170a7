package dev.jprisma.console.data;

import dev.jprisma.console.schema.TableColumn;
import dev.jprisma.console.schema.TableShape;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.List;

/** The one row that has a primary key. */
final class RowKey {
    private RowKey() {}

    /** Appends WHERE and the condition that a row is that one. */
    static BoundSql where(BoundSql sql, TableShape shape, List<String> key) {
        if (shape.key().isEmpty()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    shape.table() + " has no primary key, so no statement can be sure to mean one row of it: give it"
                            + " one (ALTER TABLE ... ADD PRIMARY KEY), or write the statement in SQL.");
        }
        if (key.size() != shape.key().size()) {
            throw new JprismaException(
                    ErrorKind.INVALID, "The key of " + shape.table() + " is another than it was: load the page anew.");
        }
        for (int i = 0; i < key.size(); i++) {
            TableColumn column = shape.key().get(i);
            sql.append((i == 0 ? " WHERE " : " AND ") + column.quoted() + " = ").bind(column, key.get(i));
        }
        return sql;
    }
}
