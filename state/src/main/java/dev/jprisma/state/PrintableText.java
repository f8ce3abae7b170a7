package dev.jprisma.state;

/**
 * Text from outside that is shown to people: names, errors, what others call their processes. A terminal does what
 * control characters say, and a log is read by lines, so that they are shown as what they are: {@code \u001b}.
 */
public final class PrintableText {
    private PrintableText() {}

    /** As one line. */
    public static String line(String text) {
        return escaped(text, false);
    }

    /** As lines, which may have tabs. */
    public static String lines(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean linesAllowed) {
        int first = 0;
        while (first < text.length() && isPrintable(text.charAt(first), linesAllowed)) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.substring(0, first));
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPrintable(c, linesAllowed)) {
                printable.append(c);
            } else {
                printable.append(String.format("\\u%04x", (int) c));
            }
        }
        return printable.toString();
    }

    private static boolean isPrintable(char c, boolean linesAllowed) {
        if (c == '\n' || c == '\t') {
            return linesAllowed;
        }
        return !Character.isISOControl(c) && c != '\u2028' && c != '\u2029' && !turnsText(c);
    }

    /** Whether it changes the direction of what follows, so that it reads as something else. */
    private static boolean turnsText(char c) {
        return c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
    }
}
