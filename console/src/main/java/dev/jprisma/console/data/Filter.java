package dev.jprisma.console.data;

import static java.util.Objects.requireNonNull;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;

/**
 * What a column's values must be.
 *
 * @param value in PostgreSQL's text form; null with operators that take none
 */
public record Filter(String column, Operator operator, String value) {

    public Filter {
        requireNonNull(column, "column");
        requireNonNull(operator, "operator");
        boolean takesValue = operator != Operator.IS_NULL && operator != Operator.IS_NOT_NULL;
        if (takesValue && value == null) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "The filter on \"" + column + "\" needs a value; for NULL there is \"is null\".");
        }
    }
}
