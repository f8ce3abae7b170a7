package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** {@code src/test/node}, installed: the clients of JavaScript. */
public final class NodeProject {

    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node");
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");

    /** Generating takes no engine; without this Prisma fetches one. */
    private static final Map<String, String> OFFLINE = Map.of(
            "PRISMA_SCHEMA_ENGINE_BINARY", "/bin/true", "PRISMA_HIDE_UPDATE_MESSAGE", "1", "CHECKPOINT_DISABLE", "1");

    private static NodeProject installed;

    private NodeProject() {}

    /** Installs it once. Without Node there is no proof, which is an error where it counts and loud elsewhere. */
    public static synchronized NodeProject installed() throws Exception {
        requireNode();
        if (installed == null) {
            copySources();
            NodeProject project = new NodeProject();
            // By its own settings npm waits 5 minutes for an answer, and 10 and 60 s before it asks again.
            project.run(
                    300,
                    Map.of(),
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
            project.prisma(Map.of(), "generate");
            project.prisma(Map.of(), "generate", "--schema", "relation-mode.prisma");
            installed = project;
        }
        return installed;
    }

    Path folder() {
        return FOLDER;
    }

    /** Prisma's command; not through npx, which may ask the registry about what it runs. */
    private void prisma(Map<String, String> environment, String... arguments) throws Exception {
        String[] command = Stream.concat(Stream.of("node", "node_modules/prisma/build/index.js"), Stream.of(arguments))
                .toArray(String[]::new);
        run(120, environment, command);
    }

    /** Makes functions of {@code sql/*.sql}, of which Prisma asks a database what they take and give. */
    public void generateTypedSql(Map<String, String> urls) throws Exception {
        typeScript(60, urls, "tables.ts", "schema.sql");
        Map<String, String> environment = new HashMap<>(urls);
        environment.put(
                "PRISMA_SCHEMA_ENGINE_BINARY",
                FOLDER.resolve("schema-engine.mjs").toAbsolutePath().toString());
        prisma(environment, "generate", "--sql");
    }

    /** What a program in TypeScript prints. */
    public String typeScript(int seconds, Map<String, String> environment, String... program) throws Exception {
        String[] command = Stream.concat(Stream.of("node", "node_modules/tsx/dist/cli.mjs"), Stream.of(program))
                .toArray(String[]::new);
        return run(seconds, environment, command);
    }

    /** What a program prints that is run in its folder. */
    public String run(int seconds, Map<String, String> environment, String... command) throws Exception {
        Map<String, String> all = new HashMap<>(OFFLINE);
        all.putAll(environment);
        return Commands.run(seconds, FOLDER, all, command);
    }

    private static void requireNode() throws InterruptedException {
        String found = nodeVersion();
        Matcher version = VERSION.matcher(found);
        boolean fits = version.matches()
                && Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2)) >= 2019;
        if (!fits) {
            String message =
                    "NOT TESTED: the real clients of JavaScript. They need Node 20.19 or newer; found: " + found;
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
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = FOLDER.resolve(SOURCES.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
