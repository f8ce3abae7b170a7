package dev.jprisma.postgres;

import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Runs a program that may take long, to its end or until nobody waits for it any more: then it is ended, and with it
 * what it started, but for what it starts at that very moment. It reads nothing.
 */
final class LongProgram {
    private LongProgram() {}

    /**
     * @param abandoned whether nobody waits any more; asked again and again
     * @throws JprismaException ({@link ErrorKind#DAEMON_UNAVAILABLE}) if so, {@link ErrorKind#POSTGRES_FAILED} if it
     *     takes longer than {@code limit}
     * @throws IOException if it cannot be started
     */
    static Program.Result run(List<String> command, Duration limit, BooleanSupplier abandoned) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(ChildEnvironment.get());
        Process running = builder.start();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (InputStream output = running.getInputStream()) {
            running.getOutputStream().close();
            boolean ended = Deadline.in(limit).await(() -> {
                take(output, said);
                return abandoned.getAsBoolean() || !running.isAlive();
            });
            if (!ended) {
                throw new JprismaException(
                        ErrorKind.POSTGRES_FAILED,
                        command.get(0) + " was ended after " + limit.toSeconds() + " s; it said: " + text(said));
            }
            if (running.isAlive()) {
                throw new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, "Whoever asked for it has gone");
            }
            take(output, said);
            return new Program.Result(running.exitValue(), text(said));
        } finally {
            end(running);
        }
    }

    private static void take(InputStream output, ByteArrayOutputStream said) {
        try {
            said.write(output.readNBytes(output.available()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ByteArrayOutputStream said) {
        return said.toString(StandardCharsets.UTF_8).strip();
    }

    /** The parents first, which would start others. */
    private static void end(Process running) {
        List<ProcessHandle> all = new ArrayList<>(List.of(running.toHandle()));
        running.descendants().forEach(all::add);
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
            each.onExit().join();
        }
    }
}
