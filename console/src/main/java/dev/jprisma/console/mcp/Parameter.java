package dev.jprisma.console.mcp;

import dev.jprisma.console.http.Requests;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a tool takes, as its schema says and its check has it.
 *
 * @param number whether it is a whole number, and no text
 * @param least of the number, or of the text's characters
 * @param most likewise
 * @param byDefault of an optional number; else null
 */
record Parameter(
        String name, String description, boolean number, boolean required, int least, int most, Integer byDefault) {
    private static final int LONGEST_NAME = 200;

    /** A text that is short, such as an id. */
    static Parameter text(String name, String description) {
        return text(name, description, LONGEST_NAME);
    }

    static Parameter text(String name, String description, int longest) {
        return new Parameter(name, description, false, false, 1, longest, null);
    }

    static Parameter number(String name, String description, int least, int most, int byDefault) {
        return new Parameter(name, description, true, false, least, most, byDefault);
    }

    Parameter need() {
        return new Parameter(name, description, number, true, least, most, byDefault);
    }

    Map<String, Object> schema() {
        return number
                ? Json.object(
                        "type",
                        "integer",
                        "minimum",
                        least,
                        "maximum",
                        most,
                        "default",
                        byDefault,
                        "description",
                        description)
                : Json.object("type", "string", "minLength", least, "maxLength", most, "description", description);
    }

    /** The value as it is to be used: a text or an Integer. */
    Object checked(Object given) {
        if (number) {
            if (given instanceof BigDecimal value
                    && isWhole(value)
                    && value.intValue() >= least
                    && value.intValue() <= most) {
                return value.intValue();
            }
            throw Requests.invalid(name + " is to be a whole number from " + least + " to " + most);
        }
        if (given instanceof String text && text.length() >= least && text.length() <= most && text.indexOf('\0') < 0) {
            return text;
        }
        throw Requests.invalid(
                name + " is to be a text of " + least + " to " + most + " characters, none of them U+0000");
    }

    private static boolean isWhole(BigDecimal value) {
        return value.precision() - value.scale() <= 10
                && value.scale() <= 10
                && value.remainder(BigDecimal.ONE).signum() == 0
                && value.longValue() == value.intValue();
    }
}
