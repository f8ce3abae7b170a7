package dev.jprisma.testing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.postgres.FileTrees;
import dev.jprisma.postgres.Storage;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs where not all is as on the machine this was written on: a German JVM in India whose temporary files are on
 * another file system, containers.
 */
class SurroundingsTest {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Pattern DATA = Pattern.compile("data in <(.*)>");

    private static Path onDisk;

    @BeforeAll
    static void create() throws IOException {
        onDisk = Files.createTempDirectory("jprisma-surroundings");
    }

    @AfterAll
    static void delete() throws IOException {
        FileTrees.delete(onDisk);
    }

    @Test
    void areForeign() throws Exception {
        Path temporary = temporaryFilesElsewhere();
        try {
            String output = foreign(Fixtures.ManyTests.class, Fixtures.LookingTest.class)
                    .with("TMPDIR", temporary.toString())
                    .with("-Djava.io.tmpdir=" + temporary)
                    .await();

            assertThat(output).contains("passed 201, failed 0", "time zone <Asia/Calcutta>");
            assertThat(dataOf(output).getParent()).doesNotExist();
        } finally {
            FileTrees.delete(temporary);
        }
    }

    /** So is a JVM whose locale is not installed: none of its programs can open such a file. */
    @Test
    void cannotNameTheHome() throws Exception {
        String output = ForkedRun.of(Fixtures.LookingTest.class)
                .in(onDisk.resolve("a home f\u00fcr one"))
                .with("LC_ALL", "C")
                .await();

        assertThat(output).contains("passed 0, failed 1", "This JVM cannot name the home", "LC_ALL=C.UTF-8");
    }

    private static Path temporaryFilesElsewhere() throws IOException {
        assumeTrue(
                Files.isWritable(MEMORY) && !Files.getFileStore(MEMORY).equals(Files.getFileStore(onDisk)),
                "There is no second file system to write to: " + MEMORY + " is none");
        return Files.createTempDirectory(MEMORY, "jprisma-surroundings");
    }

    @Test
    void haveLittleSharedMemory() throws Exception {
        String[] ownMounts = {"unshare", "--user", "--map-root-user", "--mount"};
        assumeTrue(
                new ProcessBuilder("unshare", "--user", "--map-root-user", "--mount", "true")
                                .start()
                                .waitFor()
                        == 0,
                "Nobody may mount anything here");

        String output = foreign(Fixtures.LookingTest.class)
                .through(ownMounts)
                .through("sh", "-c", "mount -t tmpfs -o size=64m tmpfs " + MEMORY + " && exec \"$@\"", "sh")
                .await();

        assertThat(output).contains("passed 1, failed 0");
        assertThat(dataOf(output).toString()).startsWith(onDisk.toString());
    }

    @Test
    void areThoseOfRootWhoMayMakeNoNamespace() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "This is not root");
        Path home = onDisk.resolve("home of root");
        Path unshare = Files.createDirectory(onDisk.resolve("programs")).resolve("unshare");
        Files.writeString(unshare, "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(unshare, PosixFilePermissions.fromString("rwxr-xr-x"));

        String output = ForkedRun.of(Fixtures.ManyTests.class, Fixtures.LookingTest.class)
                .in(home)
                .with("PATH", unshare.getParent() + ":" + System.getenv("PATH"))
                .await();
        FileTrees.delete(Storage.of(JprismaHome.at(home)).testing().getParent());

        assertThat(output).contains("passed 201, failed 0");
        assertThat(dataOf(output).toString()).doesNotStartWith(onDisk.toString());
        assertThat(dataOf(output).getParent()).doesNotExist();
    }

    private static ForkedRun.Plan foreign(Class<?>... tests) {
        return ForkedRun.of(tests)
                .in(onDisk.resolve("a home"))
                .with("LANG", "de_DE")
                .with("LC_ALL", "")
                .with("-Duser.timezone=Asia/Calcutta");
    }

    private static Path dataOf(String output) {
        Matcher data = DATA.matcher(output);
        assertThat(data.find()).as(output).isTrue();
        return Path.of(data.group(1));
    }
}
