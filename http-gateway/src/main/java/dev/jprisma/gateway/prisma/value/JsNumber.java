package dev.jprisma.gateway.prisma.value;

import java.math.BigDecimal;

/** Numbers as JavaScript reads and prints them, since keys and messages compare by that form. */
public final class JsNumber {
    private static final double MAX_SAFE_INTEGER = 9_007_199_254_740_991d;

    private JsNumber() {}

    /** A Long if the number is a safe integer, else the Double: 1.0 and 1 are one number. */
    public static Object normal(double number) {
        return Math.rint(number) == number && Math.abs(number) <= MAX_SAFE_INTEGER ? (Object) (long) number : number;
    }

    /** What {@code Number.isSafeInteger} says. */
    public static boolean isSafeInteger(double number) {
        return Math.rint(number) == number && Math.abs(number) <= MAX_SAFE_INTEGER;
    }

    /** What {@code String(number)} gives. */
    public static String text(Number number) {
        if (!(number instanceof Double) && !(number instanceof Float)) {
            return number.toString();
        }
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        return value == 0 ? "0" : text(new BigDecimal(Double.toString(value)), -7, 21);
    }

    /**
     * Decimal digits without trailing zeros, in exponent form from {@code 1e<maxExponent>} up and
     * {@code 1e<minExponent>} down.
     */
    static String text(BigDecimal number, int minExponent, int maxExponent) {
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = number.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        if (exponent > minExponent && exponent < maxExponent) {
            return stripped.toPlainString();
        }
        String digits = stripped.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return (number.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + fraction
                + "e"
                + (exponent < 0 ? "-" : "+")
                + Math.abs(exponent);
    }

    /** What {@code Number(text)} gives: NaN if the text is not a number, 0 if it is blank. */
    public static double parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return 0;
        }
        char last = trimmed.charAt(trimmed.length() - 1);
        if ((last < '0' || last > '9') && last != '.' && last != 'y') {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(trimmed);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
