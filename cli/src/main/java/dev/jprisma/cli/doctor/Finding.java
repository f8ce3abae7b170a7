package dev.jprisma.cli.doctor;

import static java.util.Objects.requireNonNull;

/**
 * What one check has found: an element of {@code checks} in the JSON.
 *
 * @param check what was looked at, such as {@code space} or {@code instance shop}
 * @param message what was found, in one line
 * @param next what to type against it; null where nothing needs to be done
 * @param fix what {@code --fix} does against it, which loses nothing; null if it does nothing. It is no part of the
 *     JSON
 */
public record Finding(String check, Severity severity, String message, String next, Fix fix) {
    /** Mends what was found. */
    @FunctionalInterface
    public interface Fix {
        /** Does it, and says what was done, as in {@code made it yours alone}. */
        String apply() throws Exception;
    }

    public Finding {
        requireNonNull(check, "check");
        requireNonNull(severity, "severity");
        requireNonNull(message, "message");
    }

    static Finding ok(String check, String message) {
        return new Finding(check, Severity.OK, message, null, null);
    }

    static Finding warning(String check, String message, String next) {
        return new Finding(check, Severity.WARNING, message, next, null);
    }

    static Finding failure(String check, String message, String next) {
        return new Finding(check, Severity.FAILURE, message, next, null);
    }

    Finding with(Fix safe) {
        return new Finding(check, severity, message, next, safe);
    }
}
