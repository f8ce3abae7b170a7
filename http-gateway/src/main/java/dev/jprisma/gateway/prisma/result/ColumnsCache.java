package dev.jprisma.gateway.prisma.result;

import dev.jprisma.postgres.wire.Column;
import java.util.List;

/** The columns of a query's result, worked out again only when a connection describes them anew. Of many threads. */
public final class ColumnsCache {
    private record Entry(List<Column> described, Columns columns) {}

    private volatile Entry last;

    Columns of(List<Column> described) {
        Entry entry = last;
        if (entry == null
                || entry.described() != described && !entry.described().equals(described)) {
            entry = new Entry(described, Columns.of(described));
            last = entry;
        }
        return entry.columns();
    }
}
