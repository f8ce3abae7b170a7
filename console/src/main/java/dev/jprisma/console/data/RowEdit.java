package dev.jprisma.console.data;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * What becomes of one row.
 *
 * @param key of the row, as a {@link Page} has it; of a new one nothing
 * @param changes the cells of a changed row, or of a new one those that do not take their default
 */
public record RowEdit(Kind kind, List<String> key, List<CellChange> changes) {

    /** In requests by their names. */
    public enum Kind {
        ADD,
        CHANGE,
        DELETE
    }

    public RowEdit {
        requireNonNull(kind, "kind");
        key = List.copyOf(requireNonNullElse(key, List.of()));
        changes = List.copyOf(requireNonNullElse(changes, List.of()));
    }
}
