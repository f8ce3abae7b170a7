package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that a test has started: its output is collected, and it is waited for with a limit. */
final class Command implements AutoCloseable {
    /** What a process has said, and how it ended. */
    record Result(List<String> command, int exitCode, String out, String err) {
        Result expectSuccess() {
            return expectExit(0);
        }

        Result expectExit(int code) {
            assertThat(exitCode).as(this::toString).isEqualTo(code);
            return this;
        }

        /** The output without the newline at its end. */
        String line() {
            return out.strip();
        }
    }

    private final List<String> command;
    private final Process process;
    private final CompletableFuture<String> out;
    private final CompletableFuture<String> err;

    private Command(Map<String, String> environment, List<String> command) {
        this.command = command;
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(Redirect.from(new java.io.File("/dev/null")));
        if (!environment.isEmpty()) {
            builder.environment().clear();
            builder.environment().putAll(environment);
        }
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out = collected(process.getInputStream());
        err = collected(process.getErrorStream());
    }

    private static CompletableFuture<String> collected(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.completeExceptionally(e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        return text;
    }

    /** @param environment the whole of it; if empty, ours */
    static Command start(Map<String, String> environment, List<String> command) {
        return new Command(environment, command);
    }

    static Result run(Duration limit, Map<String, String> environment, List<String> command) {
        try (Command started = start(environment, command)) {
            return started.await(limit);
        }
    }

    /** Waits for its end and for the end of its output: a daemon must not hold that open. */
    Result await(Duration limit) {
        try {
            assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .as("%s has ended after %s", command, limit)
                    .isTrue();
            return new Result(
                    command, process.exitValue(), out.get(10, TimeUnit.SECONDS), err.get(10, TimeUnit.SECONDS));
        } catch (Exception e) {
            throw new AssertionError(command + " did not end well", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** {@code kill -NAME}. */
    void signal(String name) {
        run(Duration.ofSeconds(10), Map.of(), List.of("kill", "-" + name, Long.toString(pid())))
                .expectSuccess();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
