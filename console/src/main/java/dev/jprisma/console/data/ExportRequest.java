package dev.jprisma.console.data;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.jprisma.console.schema.TableName;
import java.util.List;

/**
 * Rows of a table as a file.
 *
 * @param sort null for whatever order PostgreSQL finds them in, which does not wait for all of them
 */
public record ExportRequest(TableName table, List<Filter> filters, String sort, boolean descending, Format format) {

    /** In requests by their names. */
    public enum Format {
        /** As {@code COPY ... WITH (FORMAT csv, HEADER)} writes it: NULL is nothing, empty text is {@code ""}. */
        CSV,
        /** An array of objects. */
        JSON
    }

    public ExportRequest {
        requireNonNull(table, "table");
        requireNonNull(format, "format");
        filters = List.copyOf(requireNonNullElse(filters, List.of()));
    }
}
