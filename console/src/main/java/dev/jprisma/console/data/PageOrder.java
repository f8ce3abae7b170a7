package dev.jprisma.console.data;

import dev.jprisma.console.schema.TableColumn;
import dev.jprisma.console.schema.TableShape;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The total order in which pages follow each other: by a column, then by the primary key. Descending is the very
 * reverse of ascending, with NULLs as PostgreSQL has them (greater than all else), so that one index serves both.
 *
 * @param columns by which rows are sorted, most significant first; empty where there is no key
 * @param nullsApart whether the first may be NULL, which no row comparison ever finds
 */
record PageOrder(List<TableColumn> columns, boolean nullsApart) {

    static PageOrder of(TableShape shape, String sort) {
        List<TableColumn> columns = new ArrayList<>();
        if (sort != null) {
            TableColumn column = shape.column(sort);
            if (!column.ordered()) {
                throw new JprismaException(
                        ErrorKind.INVALID,
                        "Values of type " + column.type() + " have no order: sort by another column.");
            }
            columns.add(column);
        }
        for (TableColumn column : shape.key()) {
            if (!columns.contains(column)) {
                columns.add(column);
            }
        }
        return new PageOrder(
                List.copyOf(columns), sort != null && columns.get(0).nullable());
    }

    /** The order of one column alone, or none. */
    static PageOrder ofExport(TableShape shape, String sort) {
        return of(new TableShape(shape.table(), shape.columns(), List.of()), sort);
    }

    /** What stands behind ORDER BY, and that itself; empty if there is no order. */
    String clause(boolean upwards) {
        return clause(columns, upwards);
    }

    /** One stretch of the order: rows with a value, or without one, in the first column. */
    record Segment(boolean isNull, boolean isBounded) {}

    /** What lies beyond a row, in turn. */
    List<Segment> beyond(List<String> cursor, boolean upwards) {
        if (!nullsApart) {
            return List.of(new Segment(false, true));
        }
        boolean atNull = cursor.get(0) == null;
        boolean othersFollow = atNull != upwards;
        Segment first = new Segment(atNull, true);
        return othersFollow ? List.of(first, new Segment(!atNull, false)) : List.of(first);
    }

    /** The condition that a row is in the segment, beyond the cursor if it is bounded. */
    void condition(Segment segment, List<String> cursor, boolean upwards, BoundSql sql) {
        List<TableColumn> compared = compared(segment);
        if (nullsApart) {
            sql.append(columns.get(0).quoted() + (segment.isNull() ? " IS NULL" : " IS NOT NULL"));
        }
        if (segment.isBounded()) {
            sql.append(nullsApart ? " AND (" : "(").append(names(compared)).append(upwards ? ") > (" : ") < (");
            int skipped = columns.size() - compared.size();
            for (int i = 0; i < compared.size(); i++) {
                sql.append(i == 0 ? "" : ", ").bind(compared.get(i), cursor.get(skipped + i));
            }
            sql.append(")");
        }
    }

    String clause(Segment segment, boolean upwards) {
        return clause(compared(segment), upwards);
    }

    private List<TableColumn> compared(Segment segment) {
        return segment.isNull() ? columns.subList(1, columns.size()) : columns;
    }

    private static String clause(List<TableColumn> columns, boolean upwards) {
        return columns.isEmpty()
                ? ""
                : columns.stream()
                        .map(column -> column.quoted() + (upwards ? "" : " DESC"))
                        .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private static String names(List<TableColumn> columns) {
        return columns.stream().map(TableColumn::quoted).collect(Collectors.joining(", "));
    }
}
