package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The password of an instance's superuser.
 *
 * @param text 1 to 200 printable characters of ASCII, which need no preparation and mean the same to every client
 * @param kind where it comes from
 */
public record InstancePassword(String text, PasswordKind kind) {
    /** That of instances whose record has none. */
    public static final InstancePassword COMMON = new InstancePassword("postgres", PasswordKind.COMMON);

    private static final int RANDOM_BYTES = 24;
    private static final int LONGEST = 200;
    /** Quotes, dollar and backslash have a meaning in {@code .env} files and shells. */
    private static final String NOT_ALLOWED = "\"'`$\\ ";

    /** @throws JprismaException ({@link ErrorKind#INVALID}) for a text that cannot be a password */
    public InstancePassword {
        requireNonNull(kind, "kind");
        if (requireNonNull(text, "text").isEmpty() || text.length() > LONGEST || !isAllowed(text)) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "That cannot be a password: it takes 1 to " + LONGEST
                            + " letters, digits and signs of ASCII, without blanks, quotes, $ and \\");
        }
    }

    private static boolean isAllowed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || NOT_ALLOWED.indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** A new one, of 32 letters, digits, {@code -} and {@code _}. */
    public static InstancePassword random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new InstancePassword(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), PasswordKind.RANDOM);
    }

    /** One that a user names; a new random one if that is null. */
    public static InstancePassword chosenOrRandom(String text) {
        return text == null ? random() : new InstancePassword(text, PasswordKind.CHOSEN);
    }

    /** As it stands in a URL: what is not a letter, digit, {@code -}, {@code _}, {@code .} or {@code ~} by percent. */
    public String inUrl() {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (InstanceName.isOfNames(c) || c == '.' || c == '~') {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            }
        }
        return encoded.toString();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "a " + kind + " password";
    }
}
