package dev.jprisma.cli;

import dev.jprisma.state.OperatingSystem;
import dev.jprisma.state.ProgramPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What opens something in the user's browser: {@code xdg-open}, {@code open} or {@code start}. */
final class BrowserCommand {
    /** What hands over to a browser is done by then; what is the browser itself goes on. */
    private static final long HAND_OVER_SECONDS = 3;

    private final List<String> words;

    private BrowserCommand(List<String> words) {
        this.words = words;
    }

    /** Empty where there is no screen, or nothing that opens: over SSH, in a container. */
    static Optional<BrowserCommand> ofSystem() {
        switch (OperatingSystem.here()) {
            case WINDOWS -> {
                return Optional.of(new BrowserCommand(List.of("cmd", "/c", "start", "")));
            }
            case MACOS -> {
                return Optional.of(new BrowserCommand(List.of("open")));
            }
            default -> {
                // As X and Wayland say.
            }
        }
        // Without a screen xdg-open would take the terminal for a browser of text.
        boolean hasScreen = isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
        return hasScreen && ProgramPath.has("xdg-open")
                ? Optional.of(new BrowserCommand(List.of("xdg-open")))
                : Optional.empty();
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isEmpty();
    }

    /** Opens a file; false if that failed at once. */
    boolean opens(Path page) {
        List<String> line = new ArrayList<>(words);
        line.add(page.toString());
        try {
            Process opening = new ProcessBuilder(line)
                    .redirectInput(OperatingSystem.here().nullDevice())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return !opening.waitFor(HAND_OVER_SECONDS, TimeUnit.SECONDS) || opening.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
