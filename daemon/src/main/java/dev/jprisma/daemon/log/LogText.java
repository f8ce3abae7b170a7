package dev.jprisma.daemon.log;

import dev.jprisma.state.InstantText;
import dev.jprisma.state.PrintableText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.Level;

/**
 * The text of an event in the log: a line, further ones indented, of bounded length and without control characters, so
 * that nothing from outside looks like an event of its own. The stack trace of a failure is written once. Of one thread
 * at a time.
 */
final class LogText {
    private static final int LONGEST_MESSAGE = 4 * 1024;
    private static final int LONGEST_TRACE = 8 * 1024;
    private static final int MOST_TRACES = 100;

    /** The failures whose stack trace was written, by where they happened; the latest of them. */
    private final Map<String, Boolean> traced = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_TRACES;
        }
    };

    /** @param thrown what led to it; null if nothing did */
    String of(LocalDateTime time, Level level, String message, Throwable thrown) {
        String line = InstantText.toMillis(time) + " " + level + " " + indented(message, LONGEST_MESSAGE)
                + System.lineSeparator();
        return thrown == null ? line : line + "    " + failure(thrown) + System.lineSeparator();
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
