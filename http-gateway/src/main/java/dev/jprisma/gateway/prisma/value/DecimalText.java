package dev.jprisma.gateway.prisma.value;

import java.math.BigDecimal;

/** Decimal numbers as decimal.js prints them: no trailing zeros, exponents from 1e+21 up and from 1e-7 down. */
public final class DecimalText {
    private static final int MOST_DIGITS_BEFORE_EXPONENT = 21;
    private static final int MOST_DECIMALS_BEFORE_EXPONENT = 6;

    private DecimalText() {}

    /**
     * How many bytes of the server's text are the same number in that form; -1 if it has to be written anew: with an
     * exponent, or because it is no number.
     */
    public static int plainLength(byte[] text, int offset, int length) {
        int end = offset + length;
        int start = length > 0 && text[offset] == '-' ? offset + 1 : offset;
        int point = end;
        boolean zero = true;
        for (int i = start; i < end; i++) {
            if (text[i] == '.' && point == end) {
                point = i;
            } else if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
            // Smaller ones have an exponent.
            zero &= text[i] == '0' || text[i] == '.' || i - point > MOST_DECIMALS_BEFORE_EXPONENT;
        }
        if (zero || point == start || point - start > MOST_DIGITS_BEFORE_EXPONENT) {
            return -1;
        }
        while (end > point && (text[end - 1] == '0' || end - 1 == point)) {
            end--;
        }
        return end - offset;
    }

    /** @throws NumberFormatException if the text is not a number */
    public static String of(String text) {
        return switch (text) {
            case "NaN", "Infinity", "-Infinity" -> text;
            default -> JsNumber.text(new BigDecimal(text), -7, 21);
        };
    }
}
