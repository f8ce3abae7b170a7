package dev.jprisma.console.schema;

import dev.jprisma.postgres.SqlText;

/**
 * A column as far as reading and writing its values depends on it.
 *
 * @param type as PostgreSQL writes it, such as {@code character varying(20)}
 * @param typeSize bytes of a value, negative where they differ
 * @param nullable false if the table forbids NULL in it
 * @param writable false if PostgreSQL always makes its value
 * @param ordered whether its values have an order, as those of json and xml have not
 */
public record TableColumn(
        String name, int typeOid, String type, int typeSize, boolean nullable, boolean writable, boolean ordered) {

    /** As SQL writes its name. */
    public String quoted() {
        return SqlText.name(name);
    }

    public boolean isBytes() {
        return type.equals("bytea");
    }
}
