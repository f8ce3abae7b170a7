package dev.jprisma.postgres.wire;

import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as JavaScript and the browser write it: half a surrogate pair is U+FFFD, of which Java makes a question mark.
 */
public final class Utf8 {
    private static final int REPLACEMENT = 0xFFFD;

    private Utf8() {}

    public static byte[] encode(String text) {
        String whole = isWellFormed(text) ? text : replaceHalves(text);
        return whole.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static String replaceHalves(String text) {
        StringBuilder replaced = new StringBuilder(text.length());
        text.codePoints()
                .map(point ->
                        point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? REPLACEMENT : point)
                .forEach(replaced::appendCodePoint);
        return replaced.toString();
    }
}
