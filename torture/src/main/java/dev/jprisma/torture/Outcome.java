package dev.jprisma.torture;

import java.time.Duration;
import java.util.List;

/**
 * How a command ended.
 *
 * @param killed whether we killed it
 */
record Outcome(List<String> words, int exitCode, String out, String err, Duration took, boolean killed) {
    boolean succeeded() {
        return !killed && exitCode == 0;
    }

    /** The last line of what it printed: a URL. */
    String line() {
        String[] lines = out.strip().split("\n");
        return lines[lines.length - 1];
    }

    @Override
    public String toString() {
        return String.join(" ", words) + " -> " + (killed ? "killed" : "exit " + exitCode) + " after "
                + took.toMillis() + " ms" + said(", said: ", out, exitCode == 0 ? 100 : 600)
                + said(", stderr: ", err, 600);
    }

    private static String said(String before, String text, int longest) {
        String line = text.strip().replace("\n", " | ");
        if (line.isEmpty()) {
            return "";
        }
        return before + (line.length() <= longest ? line : line.substring(0, longest) + "...");
    }
}
