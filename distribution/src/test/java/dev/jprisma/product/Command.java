package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private final Output out;
    private final Output err;

    private Command(Map<String, String> environment, List<String> command) {
        this.command = command;
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(Redirect.from(new File("/dev/null")));
        if (!environment.isEmpty()) {
            builder.environment().clear();
            builder.environment().putAll(environment);
        }
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out = Output.of(process.getInputStream());
        err = Output.of(process.getErrorStream());
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
            return new Result(command, process.exitValue(), out.whole(), err.whole());
        } catch (Exception e) {
            throw new AssertionError(command + " did not end well", e);
        }
    }

    /** What it has printed until now. */
    String outSoFar() {
        return out.soFar();
    }

    /** The same of its standard error. */
    String errSoFar() {
        return err.soFar();
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
