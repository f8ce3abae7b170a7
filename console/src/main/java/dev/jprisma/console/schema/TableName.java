package dev.jprisma.console.schema;

import static java.util.Objects.requireNonNull;

import dev.jprisma.postgres.SqlText;

/** A table, view or the like, with its schema; neither quoted. */
public record TableName(String schema, String name) {

    public TableName {
        requireNonNull(schema, "schema");
        requireNonNull(name, "name");
    }

    /** As SQL writes it. */
    public String quoted() {
        return SqlText.name(schema, name);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
