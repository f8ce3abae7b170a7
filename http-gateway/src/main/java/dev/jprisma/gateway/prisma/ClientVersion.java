package dev.jprisma.gateway.prisma;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the Prisma Client that sent a request.
 *
 * @param text as the client gave it
 */
record ClientVersion(String text, int major, int minor) {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,5})\\.(\\d{1,5})\\..*");

    /**
     * A client that does not say counts as the newest.
     *
     * @param text the header {@code Prisma-Engine-Hash}, or null
     */
    static ClientVersion of(String text) {
        Matcher matcher = VERSION.matcher(text == null ? "" : text);
        return matcher.matches()
                ? new ClientVersion(text, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : new ClientVersion(text == null ? "of unknown version" : text, Integer.MAX_VALUE, 0);
    }

    /** Until 7.9, RESTRICT was no foreign key violation to the client but an error without a code of its own. */
    boolean knowsRestrictViolation() {
        return major > 7 || major == 7 && minor >= 10;
    }
}
