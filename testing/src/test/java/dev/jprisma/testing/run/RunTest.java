package dev.jprisma.testing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole test runs, in JVMs of their own, in a home of their own whose path is not an easy one. */
class RunTest {
    private static final Map<String, String> UTF_8 = Map.of("LC_ALL", "C.UTF-8");
    private static final Pattern URL = Pattern.compile("postgres://postgres:postgres@(localhost:\\d+/test_\\d+)\\S*");

    private static Path folder;
    private static Path home;
    private static Path servers;

    @BeforeAll
    static void chooseAHome() throws IOException {
        folder = Files.createTempDirectory("jprisma-run");
        home = folder.resolve("home");
        Path memory = Path.of("/dev/shm");
        servers = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "jprisma-run")
                : Files.createDirectory(folder.resolve("servers"));
    }

    @AfterEach
    void leavesNothing() {
        assertThat(serverFolders()).isEmpty();
    }

    @AfterAll
    static void delete() throws IOException {
        FileTrees.delete(folder);
        FileTrees.delete(servers);
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
        Path odd = folder.resolve("a home f\u00fcr two");
        ForkedRun first = ForkedRun.start(Fixtures.ManyTests.class, odd, UTF_8);
        ForkedRun second = ForkedRun.start(Fixtures.ManyTests.class, odd, UTF_8);

        assertThat(first.await()).contains("passed 200, failed 0");
        assertThat(second.await()).contains("passed 200, failed 0");
        try (Stream<Path> files = Files.list(folder)) {
            Path made = files.filter(file -> file.toString().endsWith(" two"))
                    .findFirst()
                    .orElseThrow();
            assertThat(migrations(made)).isEqualTo(1);
        }
    }

    @Test
    void removesInTheNextRunWhatAKilledOneLeft() throws Exception {
        ForkedRun killed = run(Fixtures.EndlessTest.class);
        Matcher url = matcher(killed.awaitOutput("ready"));
        killed.kill();
        assertThat(serverFolders()).hasSize(1);
        connect(url);

        assertThat(run(Fixtures.PassingTest.class).await()).contains("passed 1,");
        assertThatThrownBy(() -> connect(url)).hasMessageContaining("refused");
    }

    @Test
    void keepsAFailedTestsDatabaseAndSaysHowToLookAtIt() throws Exception {
        String output = run(Fixtures.FailingTest.class).await();
        Matcher url = matcher(output);

        assertThat(output).contains("passed 1, failed 1", "FailingTest fails", "psql 'postgres://");
        connect(url);
        assertThat(run(Fixtures.ManyTests.class, "-Djprisma.testing.keep.minutes=0")
                        .await())
                .contains("passed 200");
    }

    @Test
    void runsInForeignSurroundings() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Map<String, String> german = Map.of("LANG", "de_DE", "LC_ALL", "", "TMPDIR", temporary.toString());
        ForkedRun run = ForkedRun.start(
                Fixtures.ManyTests.class,
                home,
                german,
                "-Duser.timezone=Asia/Calcutta",
                "-Djprisma.testing.directory=" + servers);
        assertThat(run.await()).contains("passed 200, failed 0");
    }

    private static ForkedRun run(Class<?> tests, String... options) throws IOException {
        String[] all = Stream.concat(Stream.of("-Djprisma.testing.directory=" + servers), Stream.of(options))
                .toArray(String[]::new);
        return ForkedRun.start(tests, home, UTF_8, all);
    }

    private static Matcher matcher(String output) {
        Matcher url = URL.matcher(output);
        assertThat(url.find()).as(output).isTrue();
        return url;
    }

    private static void connect(Matcher url) throws Exception {
        DriverManager.getConnection("jdbc:postgresql://" + url.group(1), "postgres", "postgres")
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
