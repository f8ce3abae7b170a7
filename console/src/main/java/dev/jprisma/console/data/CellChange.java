package dev.jprisma.console.data;

import static java.util.Objects.requireNonNull;

/**
 * A cell's new value.
 *
 * @param old what was seen there, whole, in PostgreSQL's text form; of a new row nothing
 * @param value in PostgreSQL's text form; null for NULL
 */
public record CellChange(String column, String old, String value) {

    public CellChange {
        requireNonNull(column, "column");
    }
}
