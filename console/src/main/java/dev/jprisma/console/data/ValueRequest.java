package dev.jprisma.console.data;

import static java.util.Objects.requireNonNull;

import dev.jprisma.console.schema.TableName;
import java.util.List;

/** One value, whole: of the row with this primary key. */
public record ValueRequest(TableName table, List<String> key, String column) {

    public ValueRequest {
        requireNonNull(table, "table");
        requireNonNull(column, "column");
        key = List.copyOf(key);
    }
}
