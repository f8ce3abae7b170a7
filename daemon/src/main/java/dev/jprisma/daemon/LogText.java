package dev.jprisma.daemon;

import dev.jprisma.state.PrintableText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.logging.LogRecord;

/**
 * The text of an event in the log: a line, further ones indented, of bounded length and without control characters, so
 * that nothing from outside looks like an event of its own. The stack trace of a failure is written once. Of one thread
 * at a time.
 */
final class LogText {
    private static final int LONGEST_MESSAGE = 4 * 1024;
    private static final int LONGEST_TRACE = 8 * 1024;
    private static final int MOST_TRACES = 100;

    /** The platform's own formatter loads the formats of a locale first, in the way of a starting daemon. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    /** The failures whose stack trace was written, by where they happened; the latest of them. */
    private final Map<String, Boolean> traced = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_TRACES;
        }
    };

    String of(LogRecord event) {
        String text = TIME.format(event.getInstant()) + " " + event.getLevel() + " "
                + indented(event.getMessage(), LONGEST_MESSAGE) + System.lineSeparator();
        Throwable thrown = event.getThrown();
        return thrown == null ? text : text + "    " + failure(thrown) + System.lineSeparator();
    }

    private String failure(Throwable thrown) {
        if (traced.putIfAbsent(kind(thrown), true) != null) {
            return indented(thrown + " (its stack trace stands above)", LONGEST_TRACE);
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return indented(trace.toString().strip(), LONGEST_TRACE);
    }

    private static String kind(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        return thrown.getClass().getName() + (frames.length == 0 ? "" : " " + frames[0]);
    }

    private static String indented(String text, int longest) {
        String shown = String.valueOf(text);
        if (shown.length() > longest) {
            shown = shown.substring(0, longest) + "... (" + (shown.length() - longest) + " characters more)";
        }
        return PrintableText.lines(shown).replace("\n", System.lineSeparator() + "    ");
    }
}
