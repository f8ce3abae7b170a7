package dev.jprisma.console.data;

import static java.util.Objects.requireNonNull;

import dev.jprisma.console.schema.TableName;
import java.util.List;

/** Edits of a table that are made together or not at all. */
public record EditRequest(TableName table, List<RowEdit> edits) {

    public EditRequest {
        requireNonNull(table, "table");
        edits = List.copyOf(edits);
    }
}
