package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands that only look at a home, without a daemon. */
class LookingTest {
    @TempDir
    private Path home;

    private Cli cli;

    @BeforeEach
    void recordTwo() {
        cli = new Cli(home);
        cli.record("shop", 5000);
        cli.record("env", 6000);
    }

    @Test
    void listIsATableByName() {
        assertThat(cli.run("dev", "ls").out()).isEqualTo("""
                        NAME  STATUS       URLS
                        env   not_running
                        shop  not_running
                        """);
    }

    @Test
    void listShowsWhatCannotBeReadBesideTheOthers() throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("instances/bad")).resolve("instance.json"), "{");

        Result listed = cli.run("dev", "ls");

        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out()).contains("bad   error        its record ", "shop  not_running");
    }

    @Test
    void listAsJsonIsAnArray() {
        JsonNode array =
                JsonMapper.shared().readTree(cli.run("dev", "ls", "--json").out());

        assertThat(array.size()).isEqualTo(2);
        assertThat(array.path(1).path("name").asString()).isEqualTo("shop");
        assertThat(array.path(1).path("databasePort").asInt()).isEqualTo(5001);
        assertThat(array.path(1).has("exports")).isFalse();
        assertThat(JsonMapper.shared()
                        .readTree(new Cli(home.resolve("none"))
                                .run("dev", "ls", "--json")
                                .out()))
                .isEmpty();
    }

    @Test
    void urlPrintsOneOfFour() {
        assertThat(cli.run("dev", "url", "shop").out())
                .isEqualTo("postgres://postgres:postgres@localhost:5001/postgres?sslmode=disable\n");
        assertThat(cli.run("dev", "url", "shop", "--shadow").out()).contains("localhost:5002/shadow?");
        assertThat(cli.run("dev", "url", "shop", "--http").out())
                .startsWith("prisma+postgres://localhost:5000/?api_key=eyJ");
        assertThat(cli.run("dev", "url", "shop", "--jdbc").out())
                .isEqualTo(
                        "jdbc:postgresql://localhost:5001/postgres?user=postgres&password=postgres&sslmode=disable\n");
    }

    @Test
    void environmentIsOfEachFormatTheSame() {
        String dotenv = cli.run("dev", "env", "env").out();
        JsonNode json = JsonMapper.shared()
                .readTree(cli.run("dev", "env", "env", "--format", "JSON").out());

        assertThat(dotenv).contains("PGPORT=\"6001\"\n");
        assertThat(cli.run("dev", "env", "env", "--format=shell").out())
                .isEqualTo(dotenv.replaceAll("(?m)^(.*?)=\"(.*)\"$", "export $1='$2'"));
        assertThat(json.size()).isEqualTo(10);
        json.forEachEntry((name, value) -> assertThat(dotenv).contains(name + "=\"" + value.asString() + "\"\n"));
    }

    @Test
    void stopAndRemoveOfWhatIsNotThereNeedNoDaemon() {
        assertThat(cli.run("dev", "stop", "shop").out()).isEqualTo("shop is not running.\n");
        assertThat(cli.run("dev", "stop", "none").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(cli.run("dev", "rm", "none").exitCode()).isZero();
        assertThat(cli.run("daemon", "stop", "--all").out()).isEqualTo("The daemon is not running.\n");
        assertThat(cli.run("daemon", "status", "--json").out()).contains("not_running");
    }

    @Test
    void logsOfWhatNeverRanSaySo() {
        Result result = cli.run("dev", "logs", "shop");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("shop has no log yet. Start it: jprisma dev start shop");
    }

    @Test
    void logsPrintTheLastLines() throws IOException {
        Files.writeString(cli.postgresLog("shop"), "one\ntwo\nthree\n");

        assertThat(cli.run("dev", "logs", "shop").out()).isEqualTo("one\ntwo\nthree\n");
        assertThat(cli.run("dev", "logs", "shop", "-n", "2").out()).isEqualTo("two\nthree\n");
        assertThat(cli.run("dev", "logs", "shop", "-n", "9").out()).isEqualTo("one\ntwo\nthree\n");
        assertThat(cli.run("dev", "logs", "shop", "-n", "0").out()).isEmpty();
    }
}
