package dev.jprisma.state;

import java.util.UUID;

/**
 * The name of an instance: 1 to 63 of {@code a-z A-Z 0-9 _ -}. It names a directory, so nothing else is let in.
 *
 * <p>Names that differ in case alone are different; on a file system that folds case the second is refused when it is
 * made.
 */
public record InstanceName(String value) implements Comparable<InstanceName> {
    private static final int LONGEST = 63;

    /** The name of an instance nobody named. */
    public static final InstanceName DEFAULT = new InstanceName("default");

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if it is not a name */
    public InstanceName {
        if (!isValid(value)) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "'" + value + "' is not a name for an instance: use 1 to 63 letters, digits, '_' and '-'");
        }
    }

    /** A name nobody has: that of an ephemeral instance. */
    public static InstanceName ephemeral() {
        return new InstanceName("ephemeral-" + UUID.randomUUID().toString().substring(0, 8));
    }

    public static boolean isValid(String value) {
        if (value == null || value.isEmpty() || value.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isOfNames(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is one of {@code a-z A-Z 0-9 _ -}. */
    static boolean isOfNames(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    // By hand: the JVM makes those of a record when they are first called, which is a tenth of the time of ls.
    @Override
    public boolean equals(Object other) {
        return other instanceof InstanceName name && name.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(InstanceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
