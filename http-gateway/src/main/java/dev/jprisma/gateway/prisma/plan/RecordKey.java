package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.value.ValueWriter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Keys of records over some of their fields, equal if their JSON is. */
final class RecordKey {
    private static final Object NULL = new Object();

    private RecordKey() {}

    /** A key that can be compared to others over as many fields; never null. */
    static Object of(Map<String, Object> fields, List<String> names) {
        if (names.size() == 1) {
            Object value = comparable(fields.get(names.get(0)));
            return value == null ? NULL : value;
        }
        Object[] values = new Object[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = comparable(fields.get(names.get(i)));
        }
        return Arrays.asList(values);
    }

    private static Object comparable(Object value) {
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value;
    }

    /** The key as JSON text: what groups are ordered by. */
    static String json(Map<String, Object> fields, List<String> names) {
        return ValueWriter.text(names.stream().map(fields::get).toArray());
    }
}
