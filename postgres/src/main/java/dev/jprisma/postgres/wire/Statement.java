package dev.jprisma.postgres.wire;

import java.util.Arrays;
import java.util.List;

/**
 * SQL with {@code $1} placeholders and what to bind to them.
 *
 * @param parameters in the order of their numbers, at most 65535
 * @param reusable false for a statement unlikely to come again: it is never kept prepared on the connection
 */
public record Statement(String sql, List<Parameter> parameters, boolean reusable) {

    private static final int MOST_PARAMETERS = 65535;
    /** The server reads no message of 1 GiB or more. */
    private static final long MOST_BYTES = 1024 * 1024 * 1024 - 1024 * 1024;

    public Statement {
        checkText(sql);
        parameters = List.copyOf(parameters);
        if (parameters.size() > MOST_PARAMETERS) {
            throw new IllegalArgumentException(
                    "A statement can have " + MOST_PARAMETERS + " parameters, not " + parameters.size() + ".");
        }
        if (size(sql, parameters) > MOST_BYTES) {
            throw new IllegalArgumentException("A statement and its parameters cannot exceed 1 GB together.");
        }
    }

    /** A statement that may be worth keeping prepared. */
    public Statement(String sql, List<Parameter> parameters) {
        this(sql, parameters, true);
    }

    /** A statement with text parameters of unknown type; null is NULL. */
    public static Statement of(String sql, String... parameters) {
        return new Statement(sql, Arrays.stream(parameters).map(Parameter::text).toList());
    }

    /** A statement that is never kept prepared. */
    public Statement once() {
        return new Statement(sql, parameters, false);
    }

    /** About how many bytes it takes on the wire. */
    long size() {
        return size(sql, parameters);
    }

    /** True if a parameter names its type. */
    boolean isTyped() {
        for (Parameter parameter : parameters) {
            if (parameter.typeOid() != 0) {
                return true;
            }
        }
        return false;
    }

    /** True if it can be sent a second time. */
    boolean isRepeatable() {
        for (Parameter parameter : parameters) {
            if (parameter.isStream()) {
                return false;
            }
        }
        return true;
    }

    static void checkText(String sql) {
        if (sql.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A statement cannot contain the character U+0000.");
        }
    }

    private static long size(String sql, List<Parameter> parameters) {
        long size = 64L + sql.length();
        for (Parameter parameter : parameters) {
            size += 8 + Math.max(0, parameter.length());
        }
        return size;
    }
}
