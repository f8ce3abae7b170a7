package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import dev.jprisma.state.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The npm packages that {@code scripts/dist} makes, in a project on a machine without a JDK. */
class NpmPackagesTest {
    private static final String START = "import { start } from 'jprisma'\nconst server = await start(%s)\n";

    @RegisterExtension
    final EmptyMachine machine = new EmptyMachine();

    private Path project;

    @BeforeEach
    void install() throws IOException {
        Path wrapper = Distribution.file("/jprisma-" + Version.current() + ".tgz");
        Path platform = Distribution.file("-x64-" + Version.current() + ".tgz");
        project = Files.createDirectory(machine.folder().resolve("project"));
        project("npm install '" + wrapper + "' '" + platform + "'").expectSuccess();
    }

    @AfterEach
    void stop() {
        if (project != null) {
            project("npx jprisma daemon stop --all");
        }
    }

    @Test
    void npxRunsTheCommandAndNothingIsLeftAfterwards() throws Exception {
        project("npx jprisma dev --detach").expectSuccess();
        assertThat(EmptyMachine.rowThrough(
                        project("npx jprisma dev url --jdbc").expectSuccess().line()))
                .isEqualTo("written");
        // Although npm has dated the jars anew.
        machine.assertStartsFast("cd '" + project + "' && npx jprisma dev ls");
        assertThat(project("npx jprisma dev nonsense").expectExit(2).err()).contains("nonsense");

        project("npx jprisma daemon stop --all").expectSuccess();
        project("npm uninstall jprisma @jprisma/linux-x64").expectSuccess();

        machine.awaitNoProcessWith(project.toString());
        assertThat(project.resolve("node_modules/.bin/jprisma")).doesNotExist();
        // npm leaves the empty folder of the scope.
        assertThat(project.resolve("node_modules/@jprisma/linux-x64")).doesNotExist();
    }

    @Test
    void aServerOfATestHasItsUrlsAndIsGoneWhenItIsStopped() throws IOException {
        Result result = module(START.formatted("{ settings: { max_connections: 33 } }") + """
                        import { execFileSync } from 'node:child_process'
                        for (const url of [server.databaseUrl, server.shadowDatabaseUrl]) {
                          console.log(execFileSync('psql', [url, '-Atc', 'select 7']).toString().trim())
                        }
                        console.log(execFileSync('psql', [server.databaseUrl, '-Atc', 'show max_connections']).toString().trim())
                        console.log(server.ppg.url === server.prismaPostgresUrl, new URL(server.http.url).port > 0)
                        await Promise.all([server.stop(), server.stop(), server.close()])
                        console.log(execFileSync('npx', ['jprisma', 'dev', 'ls', '--json']).toString().trim())
                        """);

        assertThat(result.expectSuccess().line()).isEqualTo("7\n7\n33\ntrue true\n[ ]");
    }

    @Test
    void aServerEndsWithItsProcessHoweverThatEnds() throws IOException {
        for (String options : new String[] {"", "{ name: 'kept' }"}) {
            module(START.formatted(options) + "process.kill(process.pid, 'SIGKILL')")
                    .expectExit(137);
            awaitNoneRunning();
            module(START.formatted(options)).expectSuccess();
            awaitNoneRunning();
        }
        assertThat(project("npx jprisma dev ls").expectSuccess().out())
                .contains("kept")
                .doesNotContain("ephemeral");
    }

    @Test
    void whatJprismaSaysIsTheError() throws IOException {
        Result result =
                project("node -e \"require('jprisma').start({ name: 'No Good' }).catch(e => console.log(e.message))\"");

        assertThat(result.expectSuccess().out()).contains("'No Good' is not a name for an instance");
    }

    @Test
    void whereThereIsNoPackageItIsSaidWhatToDo() throws IOException {
        String elsewhere = "Object.defineProperty(process, 'platform', { value: 'sunos' });"
                + "require('jprisma').start().catch(e => console.log(e.message))";
        assertThat(project("node -e \"" + elsewhere + "\"").expectSuccess().out())
                .contains("no package for sunos", "scripts/jprisma");

        project("rm -r node_modules/@jprisma").expectSuccess();
        assertThat(project("node_modules/.bin/jprisma dev ls").expectExit(1).err())
                .contains("@jprisma/linux-x64, is not installed", "npm install --include=optional");
    }

    /** By the very files, and a Java that is called as it is on Windows. */
    @Test
    void onWindowsNodeStartsJavaItselfAndHoldsServersWithoutAShell() throws IOException {
        project("ln -s linux-x64 node_modules/@jprisma/win32-x64"
                        + " && ln -s java node_modules/@jprisma/linux-x64/lib/jprisma/runtime/bin/java.exe")
                .expectSuccess();
        Files.writeString(
                project.resolve("windows.cjs"), "Object.defineProperty(process, 'platform', { value: 'win32' })\n");
        Files.writeString(project.resolve("held.cjs"), """
                require('./windows.cjs')
                const { start } = require('jprisma')
                async function main() {
                  for (const options of [{}, { name: 'held' }]) {
                    const server = await start(options)
                    console.log(server.name, server.databaseUrl)
                    await server.stop()
                  }
                }
                main()
                """);

        assertThat(project("node held.cjs").expectSuccess().out())
                .contains("ephemeral-", "held postgres://")
                .doesNotContain("undefined");
        assertThat(project("node -r ./windows.cjs node_modules/jprisma/bin/jprisma.js dev ls")
                        .expectSuccess()
                        .out())
                .contains("held  not_running")
                .doesNotContain("ephemeral");
        assertThat(project("node -r ./windows.cjs node_modules/jprisma/bin/jprisma.js dev url 'No Good'")
                        .expectExit(2)
                        .err())
                .contains("'No Good' is not a name");
        project("rm node_modules/@jprisma/win32-x64").expectSuccess();
    }

    private void awaitNoneRunning() {
        Awaitility.await("end of the server")
                .atMost(Product.LIMIT)
                .until(() -> !project("npx jprisma dev ls").out().contains("running     "));
    }

    private Result module(String text) throws IOException {
        Files.writeString(project.resolve("test.mjs"), text);
        return project("node test.mjs");
    }

    private Result project(String line) {
        return machine.shell(project, line);
    }
}
