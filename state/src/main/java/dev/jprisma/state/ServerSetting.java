package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A setting of a PostgreSQL server. Whether there is one of that name, and whether it takes that value, PostgreSQL
 * knows.
 *
 * @param name in lower case, with the library's name before a dot where it is one of a library's
 * @param value as {@code postgres -c} takes it: one line, a list with commas
 */
public record ServerSetting(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_$]*(\\.[a-z_][a-z0-9_$]*)*");
    private static final int LONGEST_NAME = 100;

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if it cannot be one */
    public ServerSetting {
        name = checkedName(name);
        requireNonNull(value, "value");
        if (value.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new JprismaException(ErrorKind.INVALID, "The value of " + name + " has more than one line");
        }
    }

    /**
     * What is written as {@code NAME=VALUE}.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if it is not
     */
    public static ServerSetting parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "'" + text + "' is no setting: write it as NAME=VALUE, like max_connections=300");
        }
        return new ServerSetting(
                text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }

    /**
     * The name as PostgreSQL writes it, whose case does not matter.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if it cannot be one of a setting
     */
    public static String checkedName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.length() > LONGEST_NAME || !NAME.matcher(lower).matches()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "'" + name + "' cannot be a setting of PostgreSQL's: those are of letters,"
                            + " digits and underscores, like max_connections");
        }
        return lower;
    }

    /** As it is written on a command line. */
    @Override
    public String toString() {
        return name + "=" + value;
    }
}
