package dev.jprisma.gateway.prisma.value;

import java.math.BigDecimal;

/** Decimal numbers as decimal.js prints them: no trailing zeros, exponents from 1e+21 up and from 1e-7 down. */
public final class DecimalText {
    private DecimalText() {}

    /** @throws NumberFormatException if the text is not a number */
    public static String of(String text) {
        return switch (text) {
            case "NaN", "Infinity", "-Infinity" -> text;
            default -> JsNumber.text(new BigDecimal(text), -7, 21);
        };
    }
}
