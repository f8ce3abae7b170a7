package dev.jprisma.postgres.wire;

import java.util.Arrays;
import java.util.List;

/**
 * A column of a result, as the protocol's {@code RowDescription} has it. Values are always text (format 0).
 *
 * @param tableOid the table it is a plain column of, else 0
 * @param tableColumn attribute number in that table, else 0
 * @param typeSize bytes, negative for types of variable size
 * @param typeModifier type-specific, -1 if none
 */
public record Column(String name, int tableOid, int tableColumn, int typeOid, int typeSize, int typeModifier) {

    static List<Column> read(MessageReader in) {
        Column[] columns = new Column[in.readShort() & 0xffff];
        Arrays.setAll(columns, i -> readOne(in));
        return List.of(columns);
    }

    private static Column readOne(MessageReader in) {
        String name = in.readString();
        Column column = new Column(name, in.readInt(), in.readShort(), in.readInt(), in.readShort(), in.readInt());
        in.readShort(); // the format: text, as nothing else was asked for
        return column;
    }
}
