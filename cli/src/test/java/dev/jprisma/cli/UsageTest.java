package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.cli.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a command line is said in a sentence, and nothing is touched. */
@Tag("fast")
class UsageTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dve                       | there is no command 'dve'. Did you mean 'jprisma dev'?",
                "dev lst                   | there is no command 'lst'. Did you mean 'jprisma dev ls'?",
                "ls                        | there is no command 'ls'. Did you mean 'jprisma dev ls'?",
                "ps                        | there is no command 'ps'. Did you mean 'jprisma dev ls'?",
                "stop                      | there is no command 'stop'. Did you mean 'jprisma dev stop'?",
                "run                       | there is no command 'run'. Did you mean 'jprisma dev'?",
                "up                        | there is no command 'up'. Did you mean 'jprisma dev'?",
                "psql                      | there is no command 'psql'. Did you mean 'jprisma dev psql'?",
                "reset                     | there is no command 'reset'. Did you mean 'jprisma dev reset'?",
                "dump                      | there is no command 'dump'. Did you mean 'jprisma dev dump'?",
                "dev run                   | there is no command 'run'. Did you mean 'jprisma dev'?",
                "dev xyzzy                 | there is no command 'xyzzy'.",
                "dev strat                 | there is no command 'strat'. Did you mean 'jprisma dev start'?",
                "dev kill shop             | there is no command 'kill'. Did you mean 'jprisma dev stop shop'?",
                "logs shop -n 5            | there is no command 'logs'. Did you mean 'jprisma dev logs shop'?",
                "remove a b                | Did you mean 'jprisma dev rm a b'?",
                "shop                      | Did you mean 'jprisma dev stop'?",
                "version                   | Did you mean 'jprisma --version'?",
                "uninstall                 | Did you mean 'jprisma self uninstall'?",
                "postgres install 17       | there is no command 'install'. Did you mean 'jprisma postgres add 17'?",
                "daemon ls                 | there is no command 'ls'. Did you mean 'jprisma dev ls'?",
                "dev -x                    | there is no option '-x'.",
                "-v                        | there is no option '-v'. Did you mean '-V'?",
                "stop --force a            | there is no command 'stop'. Did you mean 'jprisma dev stop'?",
                "dev url --ephemeral       | there is no option '--ephemeral'.",
                "dev ls extra              | there is nothing to do with 'extra'.",
                "dev --detatch             | there is no option '--detatch'. Did you mean '--detach'?",
                "daemon                    | say what: status or stop.",
                "dev stop                  | Missing required parameter: 'NAME'",
                "dev -p 0                  | '0' is not a port: use 1 to 65535",
                "dev -P 65536              | '65536' is not a port: use 1 to 65535",
                "dev --shadow-db-port x    | 'x' is not a port: use 1 to 65535",
                "dev -p 5000 -P 5000       | Two of the ports are equal",
                "dev --password a'b        | That cannot be a password",
                "dev password nosuch extra | there is nothing to do with 'extra'.",
                "dev --allow-origin x      | 'x' is no origin of web pages",
                "dev start a --allow-origin * | '*' is no origin of web pages",
                "dev --limits vercel       | 'vercel' is none of none, prisma",
                "dev --postgres-version 13 | jprisma runs PostgreSQL 14 to 18, and not '13'",
                "dev --postgres-version 17.4 | '17.4' is no major version: use 14 to 18",
                "postgres                  | say what: ls, add or rm.",
                "dev config --set max      | 'max' is no setting: write it as NAME=VALUE, like max_connections=300",
                "dev --set a;b=1           | 'a;b' cannot be a setting of PostgreSQL's",
                "dev restore a             | Missing required parameter: 'SNAPSHOT'. Those there are: jprisma dev snapshots a",
                "dev -n a restore b c      | a and b are both named: name one instance",
                "dev restore a b --at 10m  | b and --at are both given: name a snapshot, or a moment",
                "dev restore a --at later  | 'later' is no moment: give '10 minutes ago'",
                "dev fork a b --from c --at 1m | --from and --at are both given",
                "dev history -n a soon     | 'soon' is not the length of a history: give 30m, 1h, 2d, or off",
                "dev history a 10s         | A history can be a minute to 30 days long, and not 10s",
                "dev --history off         | A start ends no history: jprisma dev history default off does",
                "dev fork a                | Missing required parameter: 'NEW'",
                "dev snapshot a x.y        | 'x.y' is not a name for a snapshot",
                "dev undo                  | Missing required parameter: 'NAME'",
                "dev url --tcp --http      | mutually exclusive",
                "dev env --format xml      | 'xml' is none of dotenv, shell, json",
                "dev url --shadow --role app | --role goes with --tcp and --jdbc",
                "dev url --role root | 'root' is none of app, reader",
                "dev env --write f --format json | --write writes dotenv alone.",
                "console --stop a          | --stop stands alone: all instances have one page",
                "completion tcsh           | 'tcsh' is none of bash, zsh, fish",
                "dev logs -n -1            | is no number of lines",
                "dev logs -n 99999999999   | is no number of lines",
                "dev env a -n b            | b and a are both named: name one instance",
                "dev history a 1h -n b     | b and a are both named: name one instance",
                "dev -n a url b            | a and b are both named: name one instance",
                "dev -n a exec b -- true   | name one instance, or say --ephemeral",
                "dev -n a exec --ephemeral -- true | name one instance, or say --ephemeral",
                "dev -n a ls               | there is no use for --name here: it is an option of 'jprisma dev' alone.",
                "dev -p 5000 env           | there is no use for --port here: it is an option of 'jprisma dev' alone.",
                "dev -d stop a             | there is no use for --detach here",
                "dev --move-ports rm a     | there is no use for --move-ports here",
                "dev --json ls             | --json stands before the command: type 'jprisma dev ls --json'.",
                "dev --allow-origin http://a start b | type 'jprisma dev start --allow-origin'.",
            })
    void wrongUsageEndsWith2(String line, String sentence) {
        Result result = cli().run(line.split(" "));

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(sentence).doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void aFileThatIsNotThereIsAFailureAndNoWrongUsage() {
        Result result = cli().run("dev", "load", "shop", "nosuch.sql");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("Error: There is no file ", "nosuch.sql");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a b", "", "ä", "a/b", "x.y", "a\nb"})
    void badNamesAreRefused(String name) {
        assertRefused(name);
    }

    @Test
    void aNameOf64LettersIsRefused() {
        assertRefused("a".repeat(64));
    }

    private void assertRefused(String name) {
        for (Result result : List.of(
                cli().run("dev", "--detach", "-n", name),
                cli().run("dev", "url", name),
                cli().run("dev", "rm", name))) {
            assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains("'" + name + "' is not a name for an instance: use 1 to 63 letters");
        }
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void aProgramThatIsNotThereEnds127AndStartsNothing() {
        Result result = cli().run("dev", "exec", "--", "no-such-program");

        assertThat(result.exitCode()).isEqualTo(127);
        assertThat(result.err()).contains("There is no program no-such-program");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(cli().run("--help").out()).contains("dev", "daemon", "completion");
        assertThat(cli().run("dev", "--help").out())
                .contains(
                        "ls, list, ps ",
                        "start",
                        "stop, down ",
                        "rm, delete ",
                        "status, info ",
                        "url",
                        "env",
                        "logs",
                        "--detach")
                .contains("Instances:", "Snapshots:")
                .as("each command has a group")
                .doesNotContain("Others:");
        assertThat(cli().run("dev", "rm", "-h").out()).contains("--force", "--yes", "--debug");
        assertThat(cli().run("--version").out()).startsWith("jprisma ");
        assertThat(cli().run("dev", "ls", "--version").out()).startsWith("jprisma ");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(cli().run("help")).isEqualTo(cli().run("--help"));
        assertThat(cli().run("help", "dev", "rm")).isEqualTo(cli().run("dev", "rm", "--help"));
        assertThat(cli().run("dev", "help", "rm", "shop", "-y")).isEqualTo(cli().run("dev", "rm", "--help"));
        assertThat(cli().run("dev", "help", "ps")).isEqualTo(cli().run("dev", "ls", "--help"));
    }

    @Test
    void stackTracesAreForDebugOnly() throws Exception {
        Files.writeString(folder.resolve("home"), "a file where the home should be");

        assertThat(cli().run("dev", "ls").err()).startsWith("Error: ").doesNotContain("\tat ");
        assertThat(cli().run("dev", "ls", "--debug").err()).contains("\tat ");
        assertThat(cli().run("--debug", "dev", "ls").err()).contains("\tat ");
    }

    private Cli cli() {
        return new Cli(folder.resolve("home"));
    }
}
