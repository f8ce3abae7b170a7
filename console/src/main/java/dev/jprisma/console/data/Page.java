package dev.jprisma.console.data;

import dev.jprisma.console.schema.TableColumn;
import java.util.List;

/**
 * A page of a table.
 *
 * @param key names of the primary key's columns; empty if the table has none, and so cannot be edited
 * @param rows each value a String, a {@link CutValue} or null for NULL
 * @param keys of each row, its primary key's values, whole
 * @param first the cursor of its first row, null if there is none
 * @param last the cursor of its last row
 * @param before whether there are, or were a moment ago, rows before it
 * @param after whether there are rows behind it
 * @param estimate how many rows PostgreSQL thinks there are with these filters
 * @param micros how long all took, in microseconds
 */
public record Page(
        List<TableColumn> columns,
        List<String> key,
        List<List<Object>> rows,
        List<List<String>> keys,
        List<String> first,
        List<String> last,
        boolean before,
        boolean after,
        long estimate,
        long micros) {}
