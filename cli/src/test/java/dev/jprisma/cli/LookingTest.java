package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.cli.Cli.Result;
import dev.jprisma.cli.output.Console;
import dev.jprisma.state.ClosedPorts;
import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.FileGuard;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void otherNamesOfCommandsDoTheSame() {
        String list = cli.run("dev", "ls").out();

        assertThat(cli.run("dev", "ps").out()).isEqualTo(list);
        assertThat(cli.run("dev", "list").out()).isEqualTo(list);
        assertThat(cli.run("dev", "down", "shop").out()).contains("shop is not running");
        assertThat(cli.run("dev", "info", "shop").out()).contains("shop  not_running", "5001 (database)");
    }

    @Test
    void aloneItSaysWhatThereIsAndWhatToDoNext() {
        Result result = cli.run();

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo(cli.run("dev", "ls").out());
        assertThat(result.err()).contains("jprisma dev start env", "jprisma --help");
        assertThat(new Cli(home.resolve("none")).run().err()).contains("no instances yet", "jprisma dev");
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailure() {
        try (PrintStream full = new PrintStream(new FileOutputStream("/dev/full"), true)) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Console console =
                    new Console(System.in, full, new PrintStream(err, true, StandardCharsets.UTF_8), "", false);

            assertThat(Main.run(console, () -> JprismaHome.at(home), "dev", "ls"))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("could not be written");
        } catch (FileNotFoundException notLinux) {
            assumeTrue(false, "There is no /dev/full: that a full disk is told was NOT tested");
        }
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
    void saysHowToGetAPasswordThatIsNotEverybodys() {
        cli.change("shop", instance -> instance.withPassword(InstancePassword.COMMON));

        assertThat(cli.run("dev", "ls").err())
                .isEqualTo("The password of shop is 'postgres', which every user of this machine can try."
                        + " A random one: jprisma dev password shop\n");
        assertThat(cli.run("dev", "ls", "--json").out()).contains("\"common\"");
        assertThat(cli.run("dev", "url", "shop").out()).startsWith("postgres://postgres:postgres@");
    }

    @Test
    void saysWhatToDoWhereTheServerRefusesItsUrls() {
        cli.change("shop", instance -> instance.refusingLogin("FATAL 3D000: database \"postgres\" does not exist"));

        for (String command : List.of("ls", "url shop", "env shop")) {
            assertThat(cli.run(("dev " + command).split(" ")).err())
                    .contains("database \"postgres\" does not exist")
                    .contains("jprisma dev password shop");
        }
    }

    @Test
    void urlPrintsOneOfFour() {
        assertThat(cli.run("dev", "url", "shop").out())
                .isEqualTo(
                        "postgres://postgres:" + cli.password("shop") + "@localhost:5001/postgres?sslmode=disable\n");
        assertThat(cli.run("dev", "url", "shop", "--shadow").out()).contains("localhost:5002/shadow?");
        assertThat(cli.run("dev", "url", "shop", "--http").out())
                .startsWith("prisma+postgres://localhost:5000/?api_key=eyJ");
        assertThat(cli.run("dev", "url", "shop", "--jdbc").out())
                .isEqualTo("jdbc:postgresql://localhost:5001/postgres?user=postgres&password=" + cli.password("shop")
                        + "&sslmode=disable\n");
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
    void environmentIsWrittenIntoAFileOfSecretsAndAnUnknownInstanceLeavesThatAlone() throws IOException {
        Path file = Files.writeString(home.resolve(".env"), "SECRET=1\nDATABASE_URL=elsewhere\n");

        Result unknown = cli.run("dev", "env", "none", "--write", file.toString());
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(file).content().isEqualTo("SECRET=1\nDATABASE_URL=elsewhere\n");

        Result written = cli.run("dev", "env", "shop", "--write", file.toString());
        assertThat(written.out()).isEmpty();
        assertThat(written.err()).contains(file + ": set DATABASE_URL, SHADOW_DATABASE_URL, ");
        assertThat(file)
                .content()
                .startsWith("SECRET=1\nDATABASE_URL=\"postgres://")
                .contains("\nPGPORT=\"5001\"\n");
        assertThat(cli.run("dev", "env", "shop", "--write", file.toString()).err())
                .contains(file + ": all is as it was.");
    }

    @Test
    void stopAndRemoveOfWhatIsNotThereNeedNoDaemon() {
        assertThat(cli.run("dev", "stop", "shop").out()).isEqualTo("shop is not running.\n");
        assertThat(cli.run("dev", "stop", "none").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(cli.run("dev", "rm", "none").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(cli.run("dev", "rm", "none*").exitCode()).isZero();
        assertThat(cli.run("daemon", "stop", "--all").out()).isEqualTo("The daemon is not running.\n");
        assertThat(cli.run("daemon", "status", "--json").out()).contains("not_running");
    }

    @Test
    void removeWithoutATerminalWantsToBeToldThatItIsMeant() {
        for (String[] line : new String[][] {{"dev", "rm", "shop"}, {"dev", "rm", "shop", "--force"}}) {
            Result refused = cli.run(line);

            assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).contains("shop is not deleted", String.join(" ", line) + " -y");
        }
        assertThat(home.resolve("instances/shop")).exists();
    }

    @Test
    void anInstanceIsNamedBeforeACommandBehindItOrAsItsArgument() throws IOException {
        Files.writeString(cli.postgresLog("shop"), "one\ntwo\n");

        for (String command : new String[] {"url", "env", "logs"}) {
            Result argument = cli.run("dev", command, "shop");
            assertThat(argument.exitCode()).isZero();
            assertThat(cli.run("dev", "-n", "shop", command)).isEqualTo(argument);
            assertThat(cli.run("dev", "--name=shop", command)).isEqualTo(argument);
            assertThat(cli.run("dev", command, "-n", "shop")).isEqualTo(argument);
            assertThat(cli.run("dev", command, "--name", "shop")).isEqualTo(argument);
            assertThat(cli.run("dev", "-n", "shop", command, "shop")).isEqualTo(argument);
        }
        assertThat(cli.run("dev", "logs", "-n", "shop", "-n", "1").out()).isEqualTo("two\n");
        assertThat(cli.run("dev", "-n", "shop", "stop").out()).isEqualTo("shop is not running.\n");
        assertThat(cli.run("dev", "stop", "-n", "shop", "env").out())
                .isEqualTo("env is not running.\nshop is not running.\n");
        assertThat(cli.run("dev", "-n", "none", "start").err()).contains("There is no instance 'none'");
    }

    @Test
    void whatNobodyServesIsSaid() throws IOException {
        Process postmaster = runAs("shop");
        JprismaHome ours = JprismaHome.at(home);
        try (FileGuard lock = FileGuard.tryAcquire(ours.daemonLock()).orElseThrow()) {
            assertThat(cli.run("dev", "ls").out())
                    .containsPattern("TCP .*sslmode=disable\n")
                    .containsPattern("Shadow .*not served: no daemon runs; jprisma dev start shop starts one")
                    .containsPattern("HTTP .*not served: no daemon runs; jprisma dev start shop starts one");
            assertThat(cli.run("dev", "url", "shop").err()).isEmpty();
            assertThat(cli.run("dev", "url", "shop", "--http").err())
                    .isEqualTo("The HTTP port 5000 of shop is not served: no daemon runs; jprisma dev start shop"
                            + " starts one.\n");
            assertThat(cli.run("dev", "env", "shop").err()).contains("HTTP port 5000", "shadow database port 5002");

            DaemonRecord.ofThisProcess(ours, "test", ours.daemonSocket()).write(ours, lock);
            assertThat(cli.run("dev", "ls").out()).doesNotContain("not served");

            cli.change("shop", shop -> shop.closing(new ClosedPorts("it is in use by process 7", null)));
            assertThat(cli.run("dev", "ls").out()).containsOnlyOnce("(not served: it is in use by process 7)");
            assertThat(cli.run("dev", "url", "shop", "--shadow").err()).isEmpty();
        } finally {
            postmaster.destroyForcibly();
        }
    }

    /** A process that is taken for the instance's server: it works in its data directory. */
    private Process runAs(String name) throws IOException {
        Path data =
                Files.createDirectories(home.resolve("instances").resolve(name).resolve("data"));
        Process process =
                new ProcessBuilder("sleep", "600").directory(data.toFile()).start();
        String pidFile =
                String.join("\n", Long.toString(process.pid()), data.toString(), "0", "5001", "", "", "", "ready");
        Files.writeString(data.resolve("postmaster.pid"), pidFile);
        cli.change(name, it -> it.running(ProcessIdentity.of(process.pid()).orElseThrow()));
        return process;
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
