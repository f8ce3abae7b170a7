package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What only a daemon, a server or the shell can find wrong, in a home with {@code shop}, which runs, and {@code idle}.
 */
class WrongInputsTest {
    @RegisterExtension
    static final Product product = new Product();

    @BeforeAll
    static void start() throws IOException {
        product.run("dev", "-n", "shop", "--detach").expectSuccess();
        product.run("dev", "-n", "idle", "--detach").expectSuccess();
        product.run("dev", "stop", "idle").expectSuccess();
        Files.writeString(product.folder().resolve("bad.sql"), "create tabl x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dev load shop FOLDER/bad.sql  | 1 | bad.sql:1: syntax error | Nothing was loaded",
                "dev load shop FOLDER/bad.sql --database nosuch | 1 | \"nosuch\" does not exist |",
                "dev restore shop nosuch       | 1 | no snapshot nosuch of shop | jprisma dev snapshots shop",
                "dev restore shop --at 10m     | 2 | keeps no history     | jprisma dev history shop 1h",
                "dev fork shop idle            | 1 | idle                 | choose another name",
                "dev fork shpo other           | 1 | 'shpo'. Did you mean 'shop' | jprisma dev ls",
                "dev snapshot nosuch           | 1 | 'nosuch'             | jprisma dev -n nosuch --detach",
                "dev undo shop                 | 1 | nothing of shop      | 24 hours",
                "dev link shop postgres://127.0.0.1:1/x | 2 | shop has a server | another name",
                "dev link other postgres://127.0.0.1:1/x | 1 | other is not linked | No server listens at 127.0.0.1:1",
                "dev config shop --set nosuch_setting=1 | 2 | nosuch_setting=1 | jprisma dev config --help",
                "dev config shop --set work_mem=lots | 2 | work_mem=lots    | jprisma dev config --help",
                "dev upgrade shop --to 17      | 2 | 18                   | jprisma dev",
                "dev -n shop -P 45999 --detach | 1 | shop runs already    | jprisma dev stop shop",
                "dev rm shop -y                | 1 | shop is running      | jprisma dev rm shop --force",
                "dev exec shop -- nosuchcmd    | 127 | nosuchcmd          | jprisma dev exec --help",
            })
    void namesWhatIsWrongAndTheNextCommand(String line, int exitCode, String named, String next) {
        Result result =
                product.run(line.replace("FOLDER", product.folder().toString()).split(" "));

        result.expectExit(exitCode);
        assertThat(result.err()).contains(named).doesNotContain("\tat ");
        if (next != null) {
            assertThat(result.err()).contains(next);
        }
    }

    @Test
    void aPortThatSomebodyHasIsNamedWithItsOwnerInOneLine() throws IOException {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(stranger.getLocalPort());

            Result result = product.run("dev", "-n", "other", "-p", port, "--detach");

            result.expectExit(1);
            assertThat(result.err())
                    .contains("other: the HTTP port " + port + " is in use by process "
                            + ProcessHandle.current().pid());
            assertThat(result.err().strip().lines()).hasSize(1);
        }
    }

    @Test
    void aFolderThatWasDeletedIsSaidWithoutAStackTrace() {
        Result result = product.shell("mkdir -p \"$HOME/gone\"; cd \"$HOME/gone\"; rmdir ../gone; jprisma dev ls");

        result.expectExit(1);
        assertThat(result.err())
                .contains("The folder that you are in was deleted")
                .doesNotContain("\tat ");
    }

    @Test
    void aVariableWithAWrongValueIsNamed() {
        Result result = product.shell("JPRISMA_HTTP_LIMITS=vercel JPRISMA_HOME=\"$HOME/other\" jprisma dev --detach");

        result.expectExit(1);
        assertThat(result.err()).contains("JPRISMA_HTTP_LIMITS=vercel: it can be prisma, or none");
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailureOfWhicheverCommand() {
        for (String command : new String[] {
            "dev ls", "dev ls --json", "dev url shop", "dev env shop", "dev status shop", "dev logs shop",
            "postgres ls", "daemon status", "completion bash", "doctor", "--help", "--version"
        }) {
            Result full = product.shell("jprisma " + command + " >/dev/full");
            full.expectExit(1);
            assertThat(full.err()).contains("The result could not be written (No space left on device)");
        }
    }

    @Test
    void whoReadsNoMoreOfAResultIsNotTold() {
        assertThat(product.shell("jprisma completion bash | head -1").err()).isEmpty();
    }

    @Test
    void theDoctorFindsARunningHomeHealthy() {
        Result result = product.run("doctor");

        result.expectSuccess();
        assertThat(result.out())
                .contains("instance shop: running, PostgreSQL 18", "instance idle: stopped", "daemon: process ")
                .contains("ok       orphans");
    }
}
