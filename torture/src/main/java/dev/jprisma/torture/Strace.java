package dev.jprisma.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code strace} on a live process and its children: to see its calls to the system, or to let one of them fail. */
final class Strace {
    private final Process process;
    private final Path output;

    /** @param expression such as {@code trace=fsync} or {@code inject=rename:signal=KILL:when=3} */
    Strace(long pid, Path output, String... expressions) throws IOException, InterruptedException {
        this.output = output;
        List<String> command =
                new ArrayList<>(List.of("strace", "-f", "-y", "-s", "4096", "-qq", "-o", output.toString()));
        for (String expression : expressions) {
            command.addAll(List.of("-e", expression));
        }
        command.addAll(List.of("-p", Long.toString(pid)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (process.isAlive() && !isTraced(pid)) {
            Thread.sleep(10);
        }
    }

    static boolean isThere() {
        return Files.isExecutable(Path.of("/usr/bin/strace"));
    }

    private static boolean isTraced(long pid) {
        try {
            for (Path thread : Shell.list(Path.of("/proc", Long.toString(pid), "task"))) {
                if (Files.readString(thread.resolve("status")).contains("TracerPid:\t0\n")) {
                    return false;
                }
            }
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    /** Ends it, and gives what it saw, a call a line. */
    List<String> lines() throws IOException, InterruptedException {
        end();
        return Files.exists(output) ? Files.readAllLines(output, StandardCharsets.ISO_8859_1) : List.of();
    }

    void end() throws InterruptedException {
        Signals.send("INT", process.pid());
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
