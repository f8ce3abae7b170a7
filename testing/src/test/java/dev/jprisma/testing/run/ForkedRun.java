package dev.jprisma.testing.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A test run in a JVM of its own. */
public final class ForkedRun {
    private final Process process;
    private final Path output;

    private ForkedRun(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static Plan of(Class<?>... tests) {
        return new Plan(tests);
    }

    /** What is to run, and how. */
    public static final class Plan {
        private final List<String> tests;
        private final List<String> launcher = new ArrayList<>();
        private final List<String> options = new ArrayList<>();
        private final Map<String, String> environment = new TreeMap<>(Map.of("LC_ALL", "C.UTF-8"));
        private String classPath = System.getProperty("java.class.path");

        private Plan(Class<?>... tests) {
            this.tests = Stream.of(tests).map(Class::getName).toList();
        }

        public Plan in(Path home) {
            return with("-Djprisma.home=" + home);
        }

        public Plan with(String jvmOption) {
            options.add(jvmOption);
            return this;
        }

        public Plan with(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        public Plan on(String otherClassPath) {
            classPath = otherClassPath;
            return this;
        }

        /** A command that becomes the JVM. */
        Plan through(List<String> command) {
            launcher.addAll(command);
            return this;
        }

        ForkedRun start() throws IOException {
            List<String> command = new ArrayList<>(launcher);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-cp", classPath, RunFixture.class.getName()));
            command.addAll(tests);
            Path output = Files.createTempFile("jprisma-run", ".log");
            output.toFile().deleteOnExit();
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new ForkedRun(builder.start(), output);
        }

        /** Its output, when it has ended. */
        public String await() throws IOException, InterruptedException {
            return start().await();
        }
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
