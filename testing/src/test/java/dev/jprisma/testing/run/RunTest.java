package dev.jprisma.testing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.PostmasterPidFile;
import dev.jprisma.testing.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole test runs, in JVMs of their own. */
class RunTest {
    private static final Pattern URL = Pattern.compile("postgres://postgres:([\\w-]+)@(localhost:\\d+/\\w+)\\S*");

    private static Path folder;
    private static Path home;
    private static Path servers;

    @BeforeAll
    static void chooseAHome() throws IOException {
        folder = ScratchFolder.create();
        home = folder.resolve("home");
        servers = folder.resolve("servers");
    }

    @AfterEach
    void leavesNothing() {
        assertThat(serverFolders()).isEmpty();
    }

    @AfterAll
    static void delete() throws IOException {
        ScratchFolder.delete(folder);
    }

    @Test
    void isolatesTestsInParallelAndMigratesOnceForAllRuns() throws Exception {
        assertThat(run(Fixtures.ManyTests.class).await()).contains("passed 200, failed 0");
        assertThat(run(Fixtures.ManyTests.class).await()).contains("passed 200, failed 0");
        assertThat(migrations(home)).isEqualTo(1);
    }

    @Test
    void sharesOneMigrationBetweenTwoRunsAtOnceInANewHome() throws Exception {
        // Spelt so that this source may be compiled in any locale.
        Path shared = folder.resolve("a home f\u00fcr two");
        ForkedRun first = ForkedRun.of(Fixtures.ManyTests.class).in(shared).start();
        ForkedRun second = ForkedRun.of(Fixtures.ManyTests.class).in(shared).start();

        assertThat(first.await()).contains("passed 200, failed 0");
        assertThat(second.await()).contains("passed 200, failed 0");
        assertThat(migrations(shared)).isEqualTo(1);
    }

    @Test
    void removesWithinTenSecondsOfTheNextUseWhatARunKilledInTheMiddleLeft() throws Exception {
        ForkedRun killed = run(Fixtures.EndlessTests.class).start();
        killed.awaitOutput("ready");
        killed.kill();
        List<Path> left = serverFolders();
        List<ProcessHandle> processes =
                left.stream().flatMap(RunTest::processesOf).toList();
        assertThat(left).hasSize(1);
        assertThat(processes).isNotEmpty();

        ForkedRun next = run(Fixtures.PassingTest.class).start();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> left.stream().noneMatch(Files::exists)
                        && processes.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(next.await()).contains("passed 1, failed 0");
    }

    @Test
    void migratesAgainAfterARunWasKilledWhileItMigrated() throws Exception {
        ForkedRun killed = run(Fixtures.StalledTest.class)
                .with("-D" + StallingNotes.STALLS + "=true")
                .start();
        Matcher url = matcher(killed.awaitOutput("migrating"));
        killed.kill();
        connect(url);

        assertThat(run(Fixtures.StalledTest.class).await()).contains("migrating", "passed 1, failed 0");
        assertThatThrownBy(() -> connect(url)).hasMessageContaining("refused");
    }

    @Test
    void keepsAFailedTestsDatabaseAndSaysHowToLookAtIt() throws Exception {
        String output = run(Fixtures.FailingTest.class).await();
        Matcher url = matcher(output);

        assertThat(output).contains("passed 1, failed 1", "FailingTest fails", "psql 'postgres://");
        connect(url);
        assertThat(run(Fixtures.ManyTests.class)
                        .with("-Djprisma.testing.keep.minutes=0")
                        .await())
                .contains("passed 200");
    }

    private static ForkedRun.Plan run(Class<?> tests) {
        return ForkedRun.of(tests).in(home).with("-Djprisma.testing.directory=" + servers);
    }

    /** The postmaster and its children. */
    private static Stream<ProcessHandle> processesOf(Path server) {
        long pid = PostmasterPidFile.read(server.resolve("data")).orElseThrow().pid();
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants());
    }

    private static Matcher matcher(String output) {
        Matcher url = URL.matcher(output);
        assertThat(url.find()).as(output).isTrue();
        return url;
    }

    private static void connect(Matcher url) throws Exception {
        DriverManager.getConnection("jdbc:postgresql://" + url.group(2), "postgres", url.group(1))
                .close();
    }

    private static long migrations(Path home) throws IOException {
        return Files.readAllLines(home.resolve("migrations")).size();
    }

    private static List<Path> serverFolders() {
        try (Stream<Path> files = Files.walk(servers, 2)) {
            return files.filter(file -> Files.exists(file.resolve("data"))).toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
