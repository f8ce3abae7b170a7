package dev.jprisma.testing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.postgres.FileTrees;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.testing.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs where not all is as on the machine this was written on: a German JVM in India whose temporary files are on
 * another file system, containers.
 */
class SurroundingsTest {
    private static final boolean ROOT = System.getProperty("user.name").equals("root");
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Pattern DATA = Pattern.compile("data in <(.*)>");

    private static Path folder;

    @BeforeAll
    static void create() throws IOException {
        folder = ScratchFolder.create();
    }

    @AfterAll
    static void delete() throws IOException {
        ScratchFolder.delete(folder);
    }

    @Test
    void areForeign() throws Exception {
        Path temporary = temporaryFilesElsewhere();
        try {
            String output = ForkedRun.of(Fixtures.ManyTests.class, Fixtures.LookingTest.class)
                    .in(folder.resolve("a home"))
                    .with("LANG", "de_DE")
                    .with("LC_ALL", "")
                    .with("TMPDIR", temporary.toString())
                    .with("-Djava.io.tmpdir=" + temporary)
                    .with("-Duser.timezone=Asia/Calcutta")
                    .await();

            assertThat(output).contains("passed 201, failed 0", "time zone <Asia/Calcutta>");
            assertThat(dataOf(output).getParent()).doesNotExist();
            assertThat(temporary).isEmptyDirectory();
        } finally {
            FileTrees.delete(temporary);
        }
    }

    private static Path temporaryFilesElsewhere() throws IOException {
        for (Path other : List.of(Path.of(System.getProperty("java.io.tmpdir")), MEMORY)) {
            if (Files.isWritable(other) && !Files.getFileStore(other).equals(Files.getFileStore(folder))) {
                return Files.createTempDirectory(other, "jprisma-surroundings");
            }
        }
        return abort("There is no second file system to write to: " + MEMORY + " is none");
    }

    /** So is a JVM whose locale is not installed: none of its programs can open such a file. */
    @Test
    void cannotNameTheHome() throws Exception {
        String output = ForkedRun.of(Fixtures.LookingTest.class)
                .in(folder.resolve("a home f\u00fcr one"))
                .with("LC_ALL", "C")
                .await();

        assertThat(output).contains("passed 0, failed 1", "This JVM cannot name the home", "LC_ALL=C.UTF-8");
    }

    @Test
    void haveLittleSharedMemory() throws Exception {
        // Only who is root may mount, and root's server must find other users, which a namespace of its own lacks.
        List<String> ownMounts =
                ROOT ? List.of("unshare", "--mount") : List.of("unshare", "--map-root-user", "--mount");
        List<String> oneself = ROOT ? List.of() : List.of("unshare", "--user", "--map-user=1000");
        Process mayMount = new ProcessBuilder(Stream.of(ownMounts, oneself, List.of("true"))
                        .flatMap(List::stream)
                        .toList())
                .start();
        assumeTrue(mayMount.waitFor() == 0, "Nobody may mount anything here: little shared memory was NOT tested");

        // Not in the folder of these tests, which may be in that memory.
        Path home = Path.of(System.getProperty("jprisma.home"));
        String output = ForkedRun.of(Fixtures.LookingTest.class)
                .in(home)
                .through(ownMounts)
                .through(List.of("sh", "-c", "mount -t tmpfs -o size=64m tmpfs " + MEMORY + " && exec \"$@\"", "sh"))
                .through(oneself)
                .await();

        assertThat(output).contains("passed 1, failed 0");
        assertThat(dataOf(output))
                .startsWithRaw(ServerFiles.of(JprismaHome.at(home)).root());
    }

    @Test
    void areThoseOfRootWithoutSetpriv() throws Exception {
        assumeTrue(ROOT, "This is not root: its servers without setpriv were NOT tested");
        Path setpriv = Files.createDirectory(folder.resolve("programs")).resolve("setpriv");
        Files.writeString(setpriv, "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(setpriv, PosixFilePermissions.fromString("rwxr-xr-x"));

        String output = ForkedRun.of(Fixtures.PassingTest.class, Fixtures.LookingTest.class)
                .in(folder.resolve("home of root"))
                .with("PATH", setpriv.getParent() + ":" + System.getenv("PATH"))
                .await();

        assertThat(output).contains("passed 2, failed 0");
        assertThat(dataOf(output).startsWith(folder)).isFalse();
        assertThat(dataOf(output).getParent()).doesNotExist();
    }

    private static Path dataOf(String output) {
        Matcher data = DATA.matcher(output);
        assertThat(data.find()).as(output).isTrue();
        return Path.of(data.group(1));
    }
}
