package dev.jprisma.gateway.prisma.result;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;

/** A row of a result as a record; the names are shared by all rows, joins add fields. */
public final class RowRecord extends AbstractMap<String, Object> {
    private Columns columns;
    private Object[] values;

    /** @param values in the order of the columns; kept, not copied */
    public RowRecord(Columns columns, Object[] values) {
        this.columns = columns;
        this.values = values;
    }

    /** Of the row, and what joins have added. */
    public Columns columns() {
        return columns;
    }

    Object value(int position) {
        return values[position];
    }

    @Override
    public Object get(Object name) {
        int position = columns.position((String) name);
        return position < 0 ? null : values[position];
    }

    @Override
    public boolean containsKey(Object name) {
        return columns.position((String) name) >= 0;
    }

    @Override
    public Object put(String name, Object value) {
        int position = columns.position(name);
        if (position < 0) {
            columns = columns.with(name);
            values = Arrays.copyOf(values, columns.count());
            position = values.length - 1;
        }
        Object previous = values[position];
        values[position] = value;
        return previous;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return entries();
            }

            @Override
            public int size() {
                return values.length;
            }
        };
    }

    private Iterator<Entry<String, Object>> entries() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < values.length;
            }

            @Override
            public Entry<String, Object> next() {
                int position = next++;
                return new SimpleImmutableEntry<>(columns.name(position), values[position]);
            }
        };
    }
}
