package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ProgramPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A command that runs on our terminal, with variables added to our environment, and something to do when it has ended,
 * however it or we do.
 *
 * <p>A signal to us starts the JVM's end, which waits here until the command has ended too: on a terminal it got the
 * signal itself and may go on, as psql does after Ctrl-C; elsewhere it is asked to end.
 */
final class ChildCommand {
    private final ProcessBuilder builder;
    private final boolean onTerminal;
    private boolean outputToError;
    private final Runnable afterwards;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile Process process;

    ChildCommand(List<String> command, Map<String, String> variables, boolean onTerminal, Runnable afterwards) {
        List<String> line = new ArrayList<>(command);
        line.set(0, ProgramPath.toStart(command.get(0)));
        this.builder = new ProcessBuilder(line).inheritIO();
        restoreLocale(builder.environment());
        builder.environment().putAll(variables);
        this.onTerminal = onTerminal;
        this.afterwards = afterwards;
    }

    /** In that folder, and with what it prints on our standard error: our output is a result that others read. */
    ChildCommand aside(Path folder) {
        builder.directory(folder.toFile()).redirectOutput(ProcessBuilder.Redirect.PIPE);
        outputToError = true;
        return this;
    }

    /** The script that started us may have put us, and us alone, into a locale of UTF-8. */
    private static void restoreLocale(Map<String, String> environment) {
        String before = System.getProperty("jprisma.lc_all");
        if (before != null && before.isEmpty()) {
            environment.remove("LC_ALL");
        } else if (before != null) {
            environment.put("LC_ALL", before);
        }
    }

    /**
     * Runs it to its end.
     *
     * @param before done first; if it fails the command is not run
     * @return its exit code
     */
    int run(Runnable before) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "on-signal"));
        try {
            before.run();
            Process started = builder.start();
            process = started;
            if (outputToError) {
                started.getInputStream().transferTo(System.err);
            }
            return started.waitFor();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.INVALID, "Cannot run " + builder.command().get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a command ran", e);
        } finally {
            cleanUp();
        }
    }

    private void onSignal() {
        Process running = process;
        if (running != null && !done.get()) {
            if (!onTerminal) {
                running.destroy();
            }
            int code = awaitEnd(running);
            cleanUp();
            Runtime.getRuntime().halt(code);
        }
        cleanUp();
    }

    private static int awaitEnd(Process running) {
        while (true) {
            try {
                return running.waitFor();
            } catch (InterruptedException again) {
                // The JVM is ending; nothing else is left to do than to wait.
            }
        }
    }

    private void cleanUp() {
        if (done.compareAndSet(false, true)) {
            afterwards.run();
        }
    }
}
