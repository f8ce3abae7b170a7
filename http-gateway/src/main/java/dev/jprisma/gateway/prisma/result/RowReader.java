package dev.jprisma.gateway.prisma.result;

import dev.jprisma.postgres.wire.Column;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import java.util.List;
import java.util.function.Consumer;

/** Reads rows as values, in the order of the columns. */
public final class RowReader {
    private static final ColumnsCache NONE = new ColumnsCache();

    private final ColumnsCache cache;
    private Columns columns = NONE.of(List.of());

    /** @param cache of the columns of the statement */
    public RowReader(ColumnsCache cache) {
        this.cache = cache;
    }

    /** Those of the result being read; none if the statement returns no rows. */
    public Columns columns() {
        return columns;
    }

    /** Receives a result and hands on each row's values, null for NULL. */
    public ResultReceiver into(Consumer<Object[]> rows) {
        return new ResultReceiver() {
            @Override
            public void columns(List<Column> described) {
                columns = cache.of(described);
            }

            @Override
            public void row(Row row) {
                rows.accept(read(row, columns));
            }
        };
    }

    static Object[] read(Row row, Columns columns) {
        Object[] values = new Object[columns.count()];
        for (int i = 0; i < values.length; i++) {
            String text = row.text(i);
            values[i] = text == null ? null : columns.type(i).decode(text);
        }
        return values;
    }

    /** The same values as a raw result has them. */
    public Object[] raw(Object[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.type(i).raw(values[i]);
        }
        return values;
    }
}
