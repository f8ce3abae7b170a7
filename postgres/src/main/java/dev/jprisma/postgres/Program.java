package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;

/** Runs a program to its end, within a time, and keeps what it says. For short programs only, never for a server. */
public final class Program {
    private Program() {}

    /**
     * @param exitCode as the program gave it
     * @param output what it wrote to both its outputs
     */
    public record Result(int exitCode, String output) {
        public boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** @throws JprismaException if it cannot be started, or takes longer than {@code limit} */
    public static Result run(List<String> command, Duration limit) {
        return run(command, "", limit);
    }

    /**
     * The same with something to read, which is how secrets are passed: arguments are for all to see.
     *
     * @throws JprismaException if it cannot be started, or takes longer than {@code limit}
     */
    static Result run(List<String> command, String input, Duration limit) {
        CommandLine line = new CommandLine(command.get(0));
        command.stream().skip(1).forEach(argument -> line.addArgument(argument, false));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ExecuteWatchdog watchdog = ExecuteWatchdog.builder().setTimeout(limit).get();
        DefaultExecutor executor = DefaultExecutor.builder()
                .setExecuteStreamHandler(new PumpStreamHandler(
                        output, output, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))))
                .get();
        executor.setExitValues(null);
        executor.setWatchdog(watchdog);
        try {
            int exitCode = executor.execute(line, ChildEnvironment.get());
            if (watchdog.killedProcess()) {
                throw new JprismaException(
                        ErrorKind.POSTGRES_FAILED,
                        command + " was ended after " + limit.toSeconds() + " s; it said: " + text(output));
            }
            return new Result(exitCode, text(output));
        } catch (IOException e) {
            throw new JprismaException(ErrorKind.POSTGRES_FAILED, "Cannot run " + command + ": " + e.getMessage(), e);
        }
    }

    /** Whether it can be run and ends well; a program that is not there is a no. */
    public static boolean succeeds(List<String> command, Duration limit) {
        try {
            return run(command, limit).succeeded();
        } catch (JprismaException e) {
            return false;
        }
    }

    private static String text(ByteArrayOutputStream output) {
        return output.toString(StandardCharsets.UTF_8).strip();
    }
}
