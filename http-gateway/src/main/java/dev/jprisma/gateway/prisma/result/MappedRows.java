package dev.jprisma.gateway.prisma.result;

import dev.jprisma.gateway.prisma.value.ValueWriter;
import dev.jprisma.gateway.prisma.value.Values;
import dev.jprisma.postgres.wire.Column;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import java.util.List;

/** Writes rows in the client's shape while they arrive: a list, or the only row of a unique result. */
public final class MappedRows implements ResultReceiver {
    private final ColumnsCache cache;
    private final Structure.Entity entity;
    private final boolean unique;
    private final ValueWriter out;
    private Columns columns;
    private RowMapping mapping;
    private int rows;

    /**
     * @param cache of the columns of this statement
     * @param unique whether the result is the only row, instead of a list
     */
    public MappedRows(ColumnsCache cache, Structure.Entity entity, boolean unique, ValueWriter out) {
        this.cache = cache;
        this.entity = entity;
        this.unique = unique;
        this.out = out;
    }

    @Override
    public void columns(List<Column> described) {
        columns = cache.of(described);
        begin();
    }

    private void begin() {
        if (!unique) {
            out.json().writeStartArray();
        }
    }

    @Override
    public void row(Row row) {
        if (unique && rows > 0) {
            throw Values.moreThanOne(rows + 1);
        }
        rows++;
        if (row.isStreamed()) {
            entity.write(new RowRecord(columns, RowReader.read(row, columns)), out);
            return;
        }
        if (mapping == null) {
            mapping = RowMapping.of(entity, columns);
        }
        mapping.write(row, out);
    }

    /** Completes what {@link #columns} and {@link #row} began. */
    public void end() {
        if (columns == null) {
            begin();
        }
        if (!unique) {
            out.json().writeEndArray();
        } else if (rows == 0) {
            out.json().writeNull();
        }
    }
}
