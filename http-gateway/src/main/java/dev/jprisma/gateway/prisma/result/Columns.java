package dev.jprisma.gateway.prisma.result;

import dev.jprisma.gateway.prisma.error.UnsupportedTypeException;
import dev.jprisma.postgres.wire.Column;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names, positions and types of a result's columns; of two columns with one name the last counts. */
public final class Columns {
    private final String[] names;
    private final ColumnType[] types;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, Columns> extensions = new ConcurrentHashMap<>();

    private Columns(String[] names, ColumnType[] types) {
        this.names = names;
        this.types = types;
        for (int i = 0; i < names.length; i++) {
            positions.put(names[i], i);
        }
    }

    /** @throws UnsupportedTypeException if Prisma has no name for the type of one */
    static Columns of(List<Column> columns) {
        String[] names = columns.stream().map(Column::name).toArray(String[]::new);
        ColumnType[] types =
                columns.stream().map(column -> ColumnType.of(column.typeOid())).toArray(ColumnType[]::new);
        return new Columns(names, types);
    }

    /** These columns and one that a join adds; the same object for all rows of a result. */
    Columns with(String name) {
        return extensions.computeIfAbsent(name, this::extend);
    }

    private Columns extend(String name) {
        String[] moreNames = Arrays.copyOf(names, names.length + 1);
        moreNames[names.length] = name;
        ColumnType[] moreTypes = Arrays.copyOf(types, names.length + 1);
        moreTypes[names.length] = ColumnType.TEXT;
        return new Columns(moreNames, moreTypes);
    }

    int count() {
        return names.length;
    }

    String name(int position) {
        return names[position];
    }

    /** @param position from 0 */
    public ColumnType type(int position) {
        return types[position];
    }

    /** -1 if there is none of that name. */
    public int position(String name) {
        Integer position = positions.get(name);
        return position == null ? -1 : position;
    }
}
