package dev.jprisma.gateway.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.gateway.TestGateway;
import dev.jprisma.gateway.TestServer;
import dev.jprisma.postgres.wire.ServerAddress;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The real Prisma Client, over TCP and over HTTP: {@code src/test/node}. */
class PrismaClientTest {
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path WORK = Path.of("target/node");
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");

    @Test
    void answersOverHttpWhatTcpAnswers() throws Exception {
        requireNode();
        copySources();
        // By its own settings npm waits 5 minutes for an answer, and 10 and 60 s before it asks again.
        run(
                300,
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--no-package-lock",
                "--ignore-scripts",
                "--prefer-offline",
                "--fetch-timeout=20000",
                "--fetch-retries=5",
                "--fetch-retry-mintimeout=500",
                "--fetch-retry-maxtimeout=5000");
        // Not through npx, which may ask the registry about what it runs.
        run(120, "node", "node_modules/prisma/build/index.js", "generate");
        ServerAddress address = TestServer.get().address();
        String tcp = "postgres://" + address.user() + ":" + address.password() + "@127.0.0.1:" + address.port() + "/"
                + address.database() + "?sslmode=disable";
        try (PrismaGateway gateway = new PrismaGateway()) {
            String http = "prisma+postgres://127.0.0.1:" + gateway.port() + "/?api_key=" + TestGateway.KEY;
            assertThat(run(300, "node", "node_modules/tsx/dist/cli.mjs", "run.ts", tcp, http))
                    .contains(" passed, 0 failed");
        }
    }

    /** Without Node there is no proof, which is an error where it counts and loud elsewhere. */
    private static void requireNode() throws Exception {
        String found = nodeVersion();
        Matcher version = VERSION.matcher(found);
        boolean fits = version.matches()
                && Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2)) >= 2019;
        if (!fits) {
            String message =
                    "NOT TESTED: the real Prisma Client over HTTP. It needs Node 20.19 or newer; found: " + found;
            System.err.println(message);
            assertThat(System.getenv("CI")).as(message).isNotEqualTo("true");
            Assumptions.abort(message);
        }
    }

    private static String nodeVersion() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            node.waitFor();
            return version;
        } catch (IOException e) {
            return "none";
        }
    }

    private static void copySources() throws IOException {
        Files.createDirectories(WORK);
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, WORK.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String run(int seconds, String... command) throws Exception {
        Path log = Files.createTempFile("jprisma-node", ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(WORK.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Generating takes no engine; without this Prisma fetches one.
        builder.environment()
                .putAll(Map.of(
                        "PRISMA_SCHEMA_ENGINE_BINARY", "/bin/true",
                        "PRISMA_HIDE_UPDATE_MESSAGE", "1",
                        "CHECKPOINT_DISABLE", "1"));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            String output = Files.readString(log);
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
