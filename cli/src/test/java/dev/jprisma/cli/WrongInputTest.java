package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.jprisma.cli.Cli.Result;
import dev.jprisma.cli.output.Console;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people type wrong, in a home with the instances {@code shop} and {@code bad}, whose record is damaged: the exit
 * code, what the message names, and the next command that it shows, which is one.
 */
@Tag("fast")
class WrongInputTest {
    @TempDir
    private Path folder;

    private Cli cli;

    @BeforeEach
    void makeHome() throws IOException {
        cli = new Cli(folder.resolve("home"));
        cli.record("shop", 5000);
        Files.writeString(
                Files.createDirectories(folder.resolve("home/instances/bad")).resolve("instance.json"), "{");
        Files.createDirectory(folder.resolve("folder"));
        Files.writeString(folder.resolve("file"), "no home");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Mistyped commands and options.
                "dve                           | 2 | 'dve'             | jprisma dev",
                "help me                       | 2 | 'me'              | jprisma --help",
                "help dev rmm shop             | 2 | 'rmm'             | jprisma dev rm",
                "run                           | 2 | 'run'             | jprisma dev",
                "up                            | 2 | 'up'              | jprisma dev",
                "stop shop                     | 2 | 'stop'            | jprisma dev stop shop",
                "psql shop                     | 2 | 'psql'            | jprisma dev psql shop",
                "reset shop                    | 2 | 'reset'           | jprisma dev reset shop",
                "dump shop                     | 2 | 'dump'            | jprisma dev dump shop",
                "LS                            | 2 | 'LS'              | jprisma dev ls",
                "shop                          | 2 | 'shop'            | jprisma dev -n shop",
                "dev shop                      | 2 | 'shop'            | jprisma dev -n shop",
                "dev statsu shop               | 2 | 'statsu'          | jprisma dev status shop",
                "dev backup shop               | 2 | 'backup'          | jprisma dev snapshot shop",
                "dev console                   | 2 | 'console'         | jprisma console",
                "dev --prot 5000               | 2 | '--prot'          | jprisma dev --help",
                "dev stop --force shop         | 2 | '--force'         | jprisma dev stop --help",
                "dev stop                      | 2 | 'NAME'            | jprisma dev ls",
                "dev ls shop                   | 2 | 'shop'            | jprisma dev ls --help",
                "uninstall                     | 2 | 'uninstall'       | jprisma self uninstall",
                "self                          | 2 | uninstall         | jprisma self --help",
                // Names that are not there, or not allowed.
                "dev url shpo                  | 1 | Did you mean 'shop' | jprisma dev ls",
                "dev url Shop                  | 1 | Did you mean 'shop' | jprisma dev ls",
                "dev url elsewhere             | 1 | 'elsewhere'       | jprisma dev -n elsewhere --detach",
                "dev status                    | 1 | 'default'         | jprisma dev --detach",
                "dev stop shop shpo            | 1 | 'shpo'. Did you mean 'shop' | jprisma dev ls",
                "dev rm shpo -y                | 1 | 'shpo'            | jprisma dev ls",
                "dev start shpo                | 1 | 'shpo'            | jprisma dev ls",
                "dev history nosuch            | 1 | 'nosuch'          | jprisma dev -n nosuch --detach",
                "dev psql nosuch               | 1 | 'nosuch'          | jprisma dev -n nosuch --detach",
                "console nosuch                | 1 | 'nosuch'          | jprisma dev ls",
                "mcp nosuch                    | 1 | 'nosuch'          | jprisma dev ls",
                "dev -n a/b --detach           | 2 | 'a/b'             | jprisma dev --help",
                "dev url a.b                   | 2 | 'a.b'             | jprisma dev url --help",
                "dev stop [a                   | 2 | '[a'              | jprisma dev stop --help",
                "dev snapshot shop a.b         | 2 | 'a.b'             | jprisma dev snapshot --help",
                // Ports.
                "dev -p 0                      | 2 | '0'               | jprisma dev --help",
                "dev -P 65536                  | 2 | '65536'           | jprisma dev --help",
                "dev --shadow-db-port http     | 2 | 'http'            | jprisma dev --help",
                "dev -p 5000 -P 5000           | 2 | 5000              | jprisma dev --help",
                // Files.
                "dev load shop nosuch.sql      | 1 | nosuch.sql        | jprisma dev load --help",
                "dev migrate shop nosuch       | 1 | /nosuch           | jprisma dev migrate --help",
                "dev migrate shop FOLDER/file  | 1 | file is no folder |",
                "dev exec --migrate nosuch -- true | 1 | /nosuch       | jprisma dev migrate --help",
                "dev env shop --write FOLDER/folder | 1 | folder       |",
                "dev env shop --write /nosuch/.env  | 1 | /nosuch/.env |",
                "dev env shop --write FOLDER/file/.env | 1 | file/.env |",
                "dev logs shop                 | 1 | shop              | jprisma dev start shop",
                // Versions, moments, sizes, durations.
                "dev --postgres-version 13     | 2 | '13'              | jprisma dev --help",
                "dev --postgres-version newest | 2 | 'newest'          | jprisma dev --help",
                "dev upgrade shop --to 9.6     | 2 | '9.6'             | jprisma dev upgrade --help",
                "dev restore shop --at soon    | 2 | 'soon'            | jprisma dev restore --help",
                "dev history shop 99d          | 2 | 99d               | jprisma dev history --help",
                "dev history shop long         | 2 | 'long'            | jprisma dev history --help",
                "create-db --ttl 99h           | 2 | 99h               | jprisma create-db --help",
                "create-db --ttl x             | 2 | 'x'               | jprisma create-db --help",
                "dev logs shop -n -1           | 2 | '-1'              | jprisma dev logs --help",
                "dev config shop --set work_mem | 2 | 'work_mem'       | jprisma dev config --help",
                // Words of a few.
                "dev env shop --format xml     | 2 | 'xml'             | jprisma dev env --help",
                "dev url shop --role root      | 2 | 'root'            | jprisma dev url --help",
                "completion tcsh               | 2 | 'tcsh'            | jprisma completion --help",
                "mcp --print-config emacs      | 2 | 'emacs'           | jprisma mcp --help",
                "dev --limits vercel           | 2 | 'vercel'          | jprisma dev --help",
                "dev --allow-origin here       | 2 | 'here'            | jprisma dev --help",
                // URLs, of which nothing is shown: there may be a password in them.
                "dev pull shop --from mysql://h/d | 2 | postgres://    | jprisma dev pull --help",
                "dev link l nosuchhost         | 2 | postgres://       | jprisma dev link --help",
                "dev pull shop                 | 2 | '--from=URL'      | jprisma dev pull --help",
                // What excludes another.
                "dev url shop --tcp --http     | 2 | exclusive         | jprisma dev url --help",
                "dev restore shop a --at 1m    | 2 | a and --at        | jprisma dev restore --help",
                "dev env shop --write f --format json | 2 | --write    | jprisma dev env --help",
                "dev exec shop --ephemeral -- true | 2 | --ephemeral   | jprisma dev exec --help",
                "dev load shop FOLDER/file --create | 2 | --create     | jprisma dev load --help",
                "dev -n shop url other         | 2 | shop and other    | jprisma dev url --help",
                // States.
                "dev url bad                   | 1 | bad/instance.json is damaged | jprisma dev start bad",
                "dev rm shop                   | 1 | shop is not deleted | jprisma dev rm shop -y",
                "dev exec shop -- /tmp         | 126 | /tmp is no program | jprisma dev exec --help",
                "dev exec shop -- nosuchcmd    | 127 | nosuchcmd       | jprisma dev exec --help",
                "dev exec shop                 | 2 | '--'              | jprisma dev exec --help",
            })
    void namesWhatIsWrongAndTheNextCommand(String line, int exitCode, String named, String next) {
        Result result = cli.run(line.replace("FOLDER", folder.toString()).split(" "));

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
        assertThat(result.err()).contains(named).doesNotContain("\tat ", "Exception", "null");
        if (next != null) {
            assertThat(result.err()).contains(next);
            assertIsCommand(next);
        }
    }

    private void assertIsCommand(String line) {
        String[] words = line.split(" ");
        assertThatCode(() -> new Jprisma(new Context(Console.ofProcess(), () -> JprismaHome.at(folder)))
                        .all()
                        .parseArgs(Arrays.copyOfRange(words, 1, words.length)))
                .as(line)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"file", "file/below"})
    void aHomeThatIsNoFolderIsNamed(String home) {
        Result listed = new Cli(folder.resolve(home)).run("dev", "ls");

        assertThat(listed.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(listed.err())
                .startsWith("Error: ")
                .contains(folder.resolve(home).toString(), "JPRISMA_HOME")
                .doesNotContain("Exception");
    }

    @Test
    void debugTellsWhereItLooksAndWhatIsThere() {
        cli.change("shop", shop -> shop.withPassword(InstancePassword.COMMON));

        assertThat(cli.run("dev", "ls", "--debug").err())
                .contains("debug: jprisma ", "Java ", "debug: The home is " + folder.resolve("home"), "No daemon runs")
                .contains("Instance shop: ");
        assertThat(cli.run("--debug", "dev", "url", "shop").err()).contains("debug: The home is ");
    }
}
