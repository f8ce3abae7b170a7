package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code scripts/jprisma} in a small repository of its own, with a Maven that hands out what was built already. */
class ScriptTest {
    @RegisterExtension
    final Product product = new Product();

    private Path repository;
    private Path mavenRuns;

    @BeforeEach
    void makeRepository() throws IOException {
        repository = Files.createDirectories(product.folder().resolve("my répo"));
        mavenRuns = product.folder().resolve("maven-runs");
        Installation.copy(Installation.repository().resolve("scripts"), repository.resolve("scripts"));
        Files.writeString(repository.resolve("pom.xml"), "<project/>");
        Files.createDirectories(repository.resolve("cli/src/main/java"));
        String target = repository + "/distribution/target";
        // With the folder of this JDK's archives, so that none are made: Installation makes them, for all other tests.
        fakeMaven(
                "3.8.7",
                "cp -R '" + Path.of("target", "jprisma").toAbsolutePath() + "' '" + target + "'\nroot='" + repository
                        + "'\n. \"$root/scripts/java.sh\"\nmkdir -p '" + target + "/jprisma/archives/'\"$java_build\"");
    }

    private void fakeMaven(String version, String build) throws IOException {
        Path bin = Files.createDirectories(product.folder().resolve("bin"));
        Path mvn = bin.resolve("mvn");
        Files.writeString(
                mvn,
                "#!/bin/sh\n[ \"$1\" != -v ] || { echo 'Apache Maven " + version + " (x)'; exit; }\n" + "echo run >>'"
                        + mavenRuns + "'\nmkdir -p '" + repository + "/distribution/target'\n" + build + "\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        product.set("PATH", bin + ":" + System.getenv("PATH"));
    }

    @Test
    void buildsOnceThenNeverUntilASourceIsNewer() throws IOException {
        Result first = jprisma("--version");
        assertThat(first.out()).startsWith("jprisma ");
        assertThat(first.err()).startsWith("Building jprisma");

        assertThat(jprisma("--version").err()).isEmpty();
        assertThat(mavenRuns).hasContent("run");

        product.set("JPRISMA_HOME", product.home().toString());
        jprisma("dev", "--detach");
        Path used = build();
        Path source = Files.writeString(repository.resolve("cli/src/main/java/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(jprisma("--version").err()).startsWith("Building jprisma");
        assertThat(mavenRuns).hasContent("run\nrun");

        assertThat(build()).isNotEqualTo(used);
        assertThat(used).as("what the daemon runs from").isDirectory();
    }

    @Test
    void aBuildThatNothingUsesIsRemovedByTheNext() throws IOException {
        jprisma("--version");
        Path unused = build();
        Files.setLastModifiedTime(
                repository.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(1)));

        jprisma("--version");

        assertThat(unused).doesNotExist();
    }

    @Test
    void twoFirstRunsAtOnceBuildOnce() {
        List<Command> both = List.of(start("--version"), start("--version"));

        both.forEach(run ->
                assertThat(run.await(Product.LIMIT).expectSuccess().out()).startsWith("jprisma "));
        assertThat(mavenRuns).hasContent("run");
    }

    @Test
    void aKilledBuilderHoldsUpNobody() throws IOException {
        Files.createDirectories(repository.resolve(".product"));
        Command gone = Command.start(product.environment(), List.of("true"));
        gone.await(Product.LIMIT);
        Files.createSymbolicLink(repository.resolve(".product/lock"), Path.of(Long.toString(gone.pid())));

        assertThat(jprisma("--version").out()).startsWith("jprisma ");
    }

    @Test
    void aFailedBuildShowsTheEndOfItsLogAndIsTriedAgain() throws IOException {
        fakeMaven("3.9.9", "echo 'BUILD FAILURE: the reason'; exit 1");
        Result failed = run("--version").expectExit(1);
        assertThat(failed.err()).contains("BUILD FAILURE: the reason", "The whole log: " + repository);

        run("--version").expectExit(1);
        assertThat(mavenRuns).hasContent("run\nrun");
    }

    @Test
    void anOldMavenIsNamed() throws IOException {
        fakeMaven("3.6.3", "exit 1");

        assertThat(run("--version").expectExit(1).err()).contains("Maven 3.8 or newer", "3.6.3");
    }

    @Test
    void worksThroughALinkFromAnyDirectoryWithoutHome() throws IOException {
        Path link = Files.createSymbolicLink(
                product.folder().resolve("bin/jprisma"), repository.resolve("scripts/jprisma"));
        Path second = Files.createSymbolicLink(product.folder().resolve("bin/j"), link.getFileName());
        product.set("HOME", null).set("JAVA_HOME", "/nowhere");
        // Another JDK may be found than the one of the tests, and has to be prepared.
        jprisma("--version");

        for (Path path : List.of(link, second)) {
            Result result = Command.run(
                    Product.LIMIT, product.environment(), List.of("sh", "-c", "cd /; exec '" + path + "' --version"));
            assertThat(result.expectSuccess().err()).isEmpty();
        }
    }

    @Test
    void anOldJdkIsPassedOver() throws IOException {
        Path old =
                Files.createDirectories(product.folder().resolve("jdk-11/bin")).getParent();
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        for (String program : new String[] {"java", "javac"}) {
            Path file = Files.writeString(old.resolve("bin").resolve(program), "#!/bin/sh\nexit 9\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        product.set("JAVA_HOME", old.toString());

        assertThat(jprisma("--version").out()).startsWith("jprisma ");
    }

    /** The build that is used now. */
    private Path build() throws IOException {
        Path folder = repository.resolve(".product");
        return folder.resolve(Files.readString(folder.resolve("current")).strip());
    }

    private Result jprisma(String... arguments) {
        return run(arguments).expectSuccess();
    }

    private Result run(String... arguments) {
        try (Command command = start(arguments)) {
            return command.await(Product.LIMIT);
        }
    }

    private Command start(String... arguments) {
        List<String> line =
                new ArrayList<>(List.of(repository.resolve("scripts/jprisma").toString()));
        line.addAll(List.of(arguments));
        return Command.start(new TreeMap<>(product.environment()), line);
    }
}
