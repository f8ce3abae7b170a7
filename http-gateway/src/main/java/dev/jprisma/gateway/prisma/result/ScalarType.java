package dev.jprisma.gateway.prisma.result;

import dev.jprisma.gateway.prisma.value.DateTimes;
import dev.jprisma.gateway.prisma.value.JsNumber;
import dev.jprisma.gateway.prisma.value.MappedJson;
import dev.jprisma.postgres.text.Bytea;

/** Scalar types as Prisma tells them apart; the text they are read from is the server's. */
public enum ScalarType {
    INT("int"),
    BIGINT("bigint"),
    OID("bigint"),
    FLOAT("float"),
    DOUBLE("double"),
    DECIMAL("decimal"),
    MONEY("decimal"),
    BOOL("bool"),
    CHAR("char"),
    TEXT("string"),
    BYTES("bytes"),
    JSON("json"),
    UUID("uuid"),
    TIMESTAMP("datetime"),
    TIMESTAMP_WITH_ZONE("datetime"),
    DATE("date"),
    TIME("time"),
    TIME_WITH_ZONE("time");

    private static final String UTC = "+00:00";

    private final String rawName;

    ScalarType(String rawName) {
        this.rawName = rawName;
    }

    String rawName() {
        return rawName;
    }

    /** True if the value is the server's text itself. */
    boolean isPlainText() {
        return switch (this) {
            case BIGINT, DECIMAL, CHAR, TEXT, JSON, UUID, DATE, TIME -> true;
            default -> false;
        };
    }

    /** True if it begins with a day. */
    boolean isDay() {
        return this == TIMESTAMP || this == TIMESTAMP_WITH_ZONE || this == DATE;
    }

    /** The value of the server's text. */
    Object decode(String text) {
        return switch (this) {
            case INT, OID -> (Object) Long.parseLong(text);
            case FLOAT, DOUBLE -> JsNumber.normal(Double.parseDouble(text));
            case BOOL -> text.equals("t");
            case BYTES -> Bytea.decode(text);
            case MONEY -> amount(text);
            case TIMESTAMP -> DateTimes.isOrdinary(text) ? text.replace(' ', 'T') + UTC : DateTimes.isoText(text);
            case TIMESTAMP_WITH_ZONE -> inUtc(text);
            case TIME_WITH_ZONE -> withoutZone(text);
            case BIGINT, DECIMAL, CHAR, TEXT, JSON, UUID, DATE, TIME -> text;
        };
    }

    Object raw(Object value) {
        return switch (this) {
            case JSON -> new MappedJson((String) value);
            case OID -> value.toString();
            // Raw results have plain JSON, which has no word for it; null would count as 0.
            case FLOAT, DOUBLE -> Double.isNaN(((Number) value).doubleValue()) ? "NaN" : value;
            case DATE -> DateTimes.isOrdinary((String) value) ? value : DateTimes.isoText((String) value);
            default -> value;
        };
    }

    /** {@code -$1,234.50} is {@code -1234.50}. */
    private static String amount(String money) {
        StringBuilder amount = new StringBuilder(money.length());
        for (int i = 0; i < money.length(); i++) {
            char c = money.charAt(i);
            if (c >= '0' && c <= '9' || c == '.' || c == '-') {
                amount.append(c);
            }
        }
        return amount.toString();
    }

    private static String inUtc(String text) {
        boolean utc = text.endsWith("+00") && DateTimes.isOrdinary(text);
        return utc ? text.substring(0, text.length() - 3).replace(' ', 'T') + UTC : DateTimes.isoText(text);
    }

    private static String withoutZone(String text) {
        int zone = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        return zone < 0 ? text : text.substring(0, zone);
    }
}
