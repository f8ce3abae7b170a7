package dev.jprisma.testing.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A test run in a JVM of its own. */
final class ForkedRun {
    private final Process process;
    private final Path output;

    private ForkedRun(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static ForkedRun start(Class<?> tests, Path home, Map<String, String> environment, String... jvmOptions)
            throws IOException {
        Path output = Files.createTempFile("jprisma-run", ".log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djprisma.home=" + home));
        command.addAll(List.of(jvmOptions));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), RunFixture.class.getName(), tests.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new ForkedRun(builder.start(), output);
    }

    /** Its output, when it has ended. */
    String await() throws IOException, InterruptedException {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("The run does not end: " + output());
        }
        return output();
    }

    /** Its output, when this stands in it. */
    String awaitOutput(String text) throws IOException {
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> output().contains(text) || !process.isAlive());
        return output();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private String output() throws IOException {
        return Files.readString(output);
    }
}
