package dev.jprisma.gateway.prisma.result;

import dev.jprisma.gateway.prisma.error.UnsupportedTypeException;
import dev.jprisma.postgres.text.ArrayText;
import java.util.ArrayList;
import java.util.List;

/**
 * What a PostgreSQL type is to Prisma: the name in raw results and how the server's text is read.
 *
 * @param array true if values are arrays of the scalar
 */
public record ColumnType(ScalarType scalar, boolean array) {
    /** Types from here on are the user's own; they arrive as text. */
    private static final int FIRST_USER_OID = 16384;

    static final ColumnType TEXT = new ColumnType(ScalarType.TEXT, false);

    /** @throws UnsupportedTypeException if Prisma has no name for that type */
    static ColumnType of(int oid) {
        if (oid >= FIRST_USER_OID || oid < 0) {
            return TEXT;
        }
        ScalarType scalar = scalar(oid);
        if (scalar != null) {
            return new ColumnType(scalar, false);
        }
        ScalarType element = element(oid);
        if (element == null) {
            throw new UnsupportedTypeException(BuiltInTypes.name(oid));
        }
        return new ColumnType(element, true);
    }

    private static ScalarType scalar(int oid) {
        return switch (oid) {
            case 21, 23 -> ScalarType.INT;
            case 20 -> ScalarType.BIGINT;
            case 26 -> ScalarType.OID;
            case 700 -> ScalarType.FLOAT;
            case 701 -> ScalarType.DOUBLE;
            case 16 -> ScalarType.BOOL;
            case 1082 -> ScalarType.DATE;
            case 1083 -> ScalarType.TIME;
            case 1266 -> ScalarType.TIME_WITH_ZONE;
            case 1114 -> ScalarType.TIMESTAMP;
            case 1184 -> ScalarType.TIMESTAMP_WITH_ZONE;
            case 1700 -> ScalarType.DECIMAL;
            case 790 -> ScalarType.MONEY;
            case 114, 3802 -> ScalarType.JSON;
            case 2950 -> ScalarType.UUID;
            case 17 -> ScalarType.BYTES;
            // name, text, cidr, inet, xml, bpchar, varchar, bit, varbit
            case 19, 25, 650, 869, 142, 1042, 1043, 1560, 1562 -> ScalarType.TEXT;
            default -> null;
        };
    }

    private static ScalarType element(int oid) {
        return switch (oid) {
            case 1005, 1007 -> ScalarType.INT;
            case 1016 -> ScalarType.BIGINT;
            case 1028 -> ScalarType.OID;
            case 1021 -> ScalarType.FLOAT;
            case 1022 -> ScalarType.DOUBLE;
            case 1000 -> ScalarType.BOOL;
            case 1182 -> ScalarType.DATE;
            case 1183 -> ScalarType.TIME;
            case 1115 -> ScalarType.TIMESTAMP;
            case 1185 -> ScalarType.TIMESTAMP_WITH_ZONE;
            case 1231 -> ScalarType.DECIMAL;
            case 791 -> ScalarType.MONEY;
            case 199, 3807 -> ScalarType.JSON;
            case 2951 -> ScalarType.UUID;
            case 1001 -> ScalarType.BYTES;
            case 1002 -> ScalarType.CHAR;
            // text, cidr, inet, xml, bpchar, varchar, bit, varbit
            case 1009, 651, 1041, 143, 1014, 1015, 1561, 1563 -> ScalarType.TEXT;
            default -> null;
        };
    }

    /** The name in a raw result's {@code types}. */
    String rawName() {
        return array ? scalar.rawName() + "-array" : scalar.rawName();
    }

    /** The value of the server's text. */
    Object decode(String text) {
        return array ? ArrayText.parse(text, scalar::decode) : scalar.decode(text);
    }

    /** A decoded value as a raw result has it. */
    Object raw(Object value) {
        if (value instanceof List<?> list) {
            return rawList(list);
        }
        return value == null ? null : scalar.raw(value);
    }

    private List<Object> rawList(List<?> list) {
        List<Object> raw = new ArrayList<>(list.size());
        for (Object element : list) {
            raw.add(raw(element));
        }
        return raw;
    }
}
