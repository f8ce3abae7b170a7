package dev.jprisma.console.data;

import dev.jprisma.console.schema.SchemaReader;
import dev.jprisma.console.schema.TableColumn;
import dev.jprisma.console.schema.TableShape;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.postgres.wire.Step;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads pages of a table. From one to the next it goes by the values of the row between them, so that a page in the
 * middle of a large table costs what the first one does, and nothing is counted. A table without a primary key, or a
 * view, is paged by the number of rows before, which costs more the further one goes.
 *
 * <p>Of one thread at a time, as the session is.
 */
public final class PageReader {
    private static final Pattern PLAN_ROWS = Pattern.compile("\"Plan Rows\": (\\d+)");

    private final PostgresConnection session;

    /** @param session in which values are text as PostgreSQL writes it by default: ISO dates, bytea in hex */
    public PageReader(PostgresConnection session) {
        this.session = session;
    }

    /**
     * @throws JprismaException if there is no such table or column
     * @throws dev.jprisma.postgres.wire.ServerErrorException if a filter's value is none of the column's type, or the
     *     time is over (57014)
     */
    public Page read(PageRequest request) {
        long start = System.nanoTime();
        TableShape shape = new SchemaReader(session).shape(request.table());
        PageOrder order = PageOrder.of(shape, request.sort());
        boolean keyed = !shape.key().isEmpty();
        List<Found> found = keyed ? byKey(shape, request, order) : byOffset(shape, request, order);
        boolean more = found.size() > request.size();
        List<Found> rows = new ArrayList<>(found.subList(0, Math.min(found.size(), request.size())));
        boolean backward = keyed && request.isBackward();
        if (backward) {
            Collections.reverse(rows);
        }
        long offset = keyed ? 0 : offset(request);
        long estimate = estimate(shape, request);
        return new Page(
                shape.columns(),
                shape.key().stream().map(TableColumn::name).toList(),
                rows.stream().map(Found::values).toList(),
                rows.stream().map(row -> key(shape, order, row)).toList(),
                rows.isEmpty() ? null : cursor(shape, rows.get(0), offset),
                rows.isEmpty() ? null : cursor(shape, rows.get(rows.size() - 1), offset + rows.size()),
                backward ? more : keyed ? request.place() == Place.AFTER : offset > 0,
                backward ? request.place() == Place.BEFORE : more,
                estimate,
                (System.nanoTime() - start) / 1000);
    }

    /** @param order the values of the order's columns, whole */
    private record Found(List<Object> values, List<String> order) {}

    private List<Found> byKey(TableShape shape, PageRequest request, PageOrder order) {
        boolean upwards = request.descending() == request.isBackward();
        List<Found> found = new ArrayList<>();
        if (!request.hasCursor()) {
            BoundSql sql = select(shape, order).where(shape, request.filters());
            run(sql.append(order.clause(upwards)).append(limit(request, 0)), shape, order, found);
            return found;
        }
        if (request.cursor().size() != order.columns().size()) {
            throw new JprismaException(
                    ErrorKind.INVALID, "The key of " + shape.table() + " is another than it was: load the first page.");
        }
        for (PageOrder.Segment segment : order.beyond(request.cursor(), upwards)) {
            if (found.size() <= request.size()) {
                BoundSql sql = select(shape, order).where(shape, request.filters());
                sql.append(request.filters().isEmpty() ? " WHERE " : " AND ");
                order.condition(segment, request.cursor(), upwards, sql);
                sql.append(order.clause(segment, upwards)).append(limit(request, found.size()));
                run(sql, shape, order, found);
            }
        }
        return found;
    }

    private List<Found> byOffset(TableShape shape, PageRequest request, PageOrder order) {
        if (request.place() == Place.LAST) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    shape.table() + " has no primary key, so its last page is known only by counting: sort the other"
                            + " way round.");
        }
        List<Found> found = new ArrayList<>();
        BoundSql sql = select(shape, order).where(shape, request.filters());
        sql.append(order.clause(!request.descending())).append(limit(request, 0));
        run(sql.append(" OFFSET " + offset(request)), shape, order, found);
        return found;
    }

    /** Of a table without a key: how many rows are before the page. */
    private static long offset(PageRequest request) {
        long cursor = request.hasCursor() && !request.cursor().isEmpty()
                ? Long.parseLong(request.cursor().get(0))
                : 0;
        return request.place() == Place.BEFORE ? Math.max(0, cursor - request.size()) : cursor;
    }

    private static String limit(PageRequest request, int found) {
        return " LIMIT " + (request.size() + 1 - found);
    }

    private static BoundSql select(TableShape shape, PageOrder order) {
        return new BoundSql()
                .append(Stream.concat(
                                shape.columns().stream().map(DisplayedValue::expression),
                                order.columns().stream().map(TableColumn::quoted))
                        .collect(Collectors.joining(
                                ", ", "SELECT ", " FROM " + shape.table().quoted())));
    }

    private void run(BoundSql sql, TableShape shape, PageOrder order, List<Found> found) {
        readOnly(sql.statement(), new ResultReceiver() {
            @Override
            public void row(Row row) {
                List<Object> values = new ArrayList<>();
                for (TableColumn column : shape.columns()) {
                    values.add(DisplayedValue.of(column, row.text(values.size())));
                }
                List<String> place = new ArrayList<>();
                for (int i = 0; i < order.columns().size(); i++) {
                    place.add(row.text(values.size() + i));
                }
                found.add(new Found(values, place));
            }
        });
    }

    /** By the planner, which takes no longer for a large table. */
    private long estimate(TableShape shape, PageRequest request) {
        BoundSql sql = new BoundSql()
                .append("EXPLAIN (FORMAT JSON) SELECT FROM " + shape.table().quoted())
                .where(shape, request.filters());
        StringBuilder plan = new StringBuilder();
        readOnly(sql.statement(), new ResultReceiver() {
            @Override
            public void row(Row row) {
                plan.append(row.text(0));
            }
        });
        Matcher rows = PLAN_ROWS.matcher(plan);
        return rows.find() ? Long.parseLong(rows.group(1)) : 0;
    }

    /** A view may call functions that write: not because somebody looked at it. */
    private void readOnly(Statement statement, ResultReceiver receiver) {
        try {
            session.pipeline(List.of(Step.of("BEGIN READ ONLY"), new Step(statement, receiver), Step.of("COMMIT")));
        } finally {
            Transactions.rollBack(session);
        }
    }

    private static List<String> key(TableShape shape, PageOrder order, Found row) {
        return shape.key().stream()
                .map(column -> row.order().get(order.columns().indexOf(column)))
                .toList();
    }

    private static List<String> cursor(TableShape shape, Found row, long offset) {
        return shape.key().isEmpty() ? List.of(String.valueOf(offset)) : row.order();
    }
}
