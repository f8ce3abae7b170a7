package dev.jprisma.cli.output;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How wide text is that people read: as their terminal is, within what can be read. */
public final class TerminalWidth {
    /** Where nobody says, and in files and pipes. */
    static final int USUAL = 80;

    private static final int LEAST = 60;
    private static final int MOST = 120;
    private static final long LIMIT_SECONDS = 2;

    private TerminalWidth() {}

    /** For the result of this command. It runs a program, so it is not for commands that are to be fast. */
    public static int of(Console console) {
        return console.isOutputTerminal() ? within(System.getenv("COLUMNS"), sttySize()) : USUAL;
    }

    /**
     * @param chosen by the user, or null
     * @param size rows and columns as {@code stty size} prints them, or null
     */
    static int within(String chosen, String size) {
        String columns = chosen != null && chosen.matches("[1-9]\\d{0,4}")
                ? chosen
                : size != null && size.matches("\\d{1,5} [1-9]\\d{0,4}") ? size.substring(size.indexOf(' ') + 1) : "";
        return columns.isEmpty() ? USUAL : Math.max(LEAST, Math.min(MOST, Integer.parseInt(columns)));
    }

    private static String sttySize() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return null;
            }
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException noStty) {
            // As on Windows.
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
