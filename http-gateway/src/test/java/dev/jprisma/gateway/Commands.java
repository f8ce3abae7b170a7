package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs, as users of the gateway do. */
final class Commands {

    private Commands() {}

    /** What a program prints; it must end well, and within that time. */
    static String run(int seconds, Path folder, Map<String, String> environment, String... command) throws Exception {
        Path log = Files.createTempFile("jprisma-command", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            String output = Files.readString(log, StandardCharsets.UTF_8);
            assertThat(ended)
                    .as("%s takes longer than %d s:%n%s", List.of(command), seconds, output)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s:%n%s", List.of(command), output)
                    .isZero();
            return output;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(log);
        }
    }
}
