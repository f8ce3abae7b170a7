package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Commands run with an instance in their environment, and copies of databases for them. */
class ExecTest {
    @RegisterExtension
    static final Product product = new Product();

    @Test
    void anEphemeralInstanceIsThereForTheCommandAndGoneAfterwards() {
        Result result = product.run("dev", "exec", "--ephemeral", "--", "psql", "-Atc", "show fsync")
                .expectSuccess();

        assertThat(result.out()).isEqualTo("off\n");
        assertThat(ephemeral()).isEmpty();
        assertThat(product.home().resolve("instances").toFile().list()).noneMatch(name -> name.startsWith("ephemeral"));
    }

    @Test
    void theCommandHasTheLocaleOfWhoeverAsked() {
        product.set("LC_ALL", "C");
        try {
            assertThat(product.run("dev", "exec", "locale", "--", "sh", "-c", "echo $LC_ALL")
                            .expectSuccess()
                            .out())
                    .isEqualTo("C\n");
        } finally {
            product.set("LC_ALL", null);
        }
    }

    @Test
    void theCommandsExitCodeIsPassedOn() {
        product.run("dev", "exec", "--ephemeral", "--", "sh", "-c", "exit 7").expectExit(7);
        assertThat(ephemeral()).isEmpty();
    }

    @Test
    void aNamedInstanceIsMadeAndStartedAndGoesOn() {
        product.run("dev", "exec", "named", "--", "sh", "-c", "psql -q \"$DATABASE_URL\" -c 'create table t()'")
                .expectSuccess();

        assertThat(product.status("named")).isEqualTo("running");
        assertThat(product.sql("named", "select to_regclass('t')")).isEqualTo("t");
    }

    @Test
    void migrationsAreRunFirstInTheOrderOfTheirNames() throws IOException {
        Path plain = Files.createDirectories(product.folder().resolve("plain"));
        Files.writeString(plain.resolve("2.sql"), "insert into t values (2); insert into t values (3)");
        Files.writeString(plain.resolve("1.sql"), "create table t (a int)");
        Path prisma = Files.createDirectories(product.folder().resolve("prisma/20260101_init"));
        Files.writeString(prisma.resolve("migration.sql"), "create table p as select 5 as a");
        Files.writeString(prisma.resolveSibling("migration_lock.toml"), "provider = \"postgresql\"");

        assertThat(migrated(plain, "select count(*) from t")).isEqualTo("2\n");
        assertThat(migrated(prisma.getParent(), "select a from p")).isEqualTo("5\n");
    }

    private static String migrated(Path folder, String sql) {
        return product.run("dev", "exec", "--ephemeral", "--migrate", folder.toString(), "--", "psql", "-Atc", sql)
                .expectSuccess()
                .out();
    }

    @Test
    void theExampleOfAnotherLanguagesTestsPasses() {
        String example =
                Path.of("../examples/node-exec").toAbsolutePath().normalize().toString();

        Result result = product.run(
                        "dev",
                        "exec",
                        "--ephemeral",
                        "--migrate",
                        example + "/migrations",
                        "--",
                        "node",
                        "--test",
                        example + "/test/")
                .expectSuccess();

        assertThat(result.out()).contains("pass 2").contains("fail 0");
    }

    @Test
    void aFailedMigrationIsToldAndTheCommandIsNotRun() throws IOException {
        Path folder = Files.createDirectories(product.folder().resolve("bad"));
        Files.writeString(folder.resolve("1.sql"), "create tabel t (a int)");

        Result result = product.run("dev", "exec", "--ephemeral", "--migrate", folder.toString(), "--", "echo", "run")
                .expectExit(1);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("syntax error at or near \"tabel\"");
        assertThat(ephemeral()).isEmpty();
    }

    @Test
    void aKilledExecLeavesNothing() {
        Command exec = product.start("dev", "exec", "--ephemeral", "--", "sleep", "60");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> ephemeral().size() == 1);

        Path data = dataOf(ephemeral().get(0));
        // It is recorded before it is made.
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(data));

        exec.signal("KILL");

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> ephemeral().isEmpty());
        assertThat(data.getParent()).doesNotExist();
    }

    @Test
    void anExecKilledWithItsDaemonLeavesNothingAfterTheNextCommand() {
        Command exec = product.start("dev", "exec", "--ephemeral", "--", "sleep", "60");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> ephemeral().size() == 1);
        Path data = dataOf(ephemeral().get(0));
        product.kill(product.daemon());
        exec.signal("KILL");

        product.run("dev", "exec", "--ephemeral", "--", "true").expectSuccess();

        assertThat(ephemeral()).isEmpty();
        assertThat(data.getParent()).doesNotExist();
    }

    @Test
    void theCommandsExitCodeIsKeptThoughTheDaemonIsKilledOrStopped() throws IOException {
        Path mayEnd = product.folder().resolve("may-end");
        Command killed = startExecUntil(mayEnd);
        product.kill(product.daemon());
        Files.createFile(mayEnd);
        killed.await(Product.LIMIT).expectExit(7);
        assertThat(ephemeral()).isEmpty();

        Files.delete(mayEnd);
        Files.delete(started(mayEnd));
        Command stopped = startExecUntil(mayEnd);
        product.run("daemon", "stop").expectSuccess();
        Files.createFile(mayEnd);
        stopped.await(Product.LIMIT).expectExit(7);
        assertThat(ephemeral()).isEmpty();
    }

    /** Returns when the command runs, whose instance was recorded long before. */
    private static Command startExecUntil(Path file) {
        Command exec = product.start(
                "dev",
                "exec",
                "--ephemeral",
                "--",
                "sh",
                "-c",
                ": >\"$0.started\"; until [ -e \"$0\" ]; do sleep 0.1; done; exit 7",
                file.toString());
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(started(file)));
        return exec;
    }

    private static Path started(Path file) {
        return file.resolveSibling(file.getFileName() + ".started");
    }

    private static Path dataOf(String name) {
        return product.record(name).dataDirectory(JprismaHome.at(product.home()));
    }

    @Test
    void whatIsNoCommandLineIsExplained() {
        assertThat(product.run("dev", "exec", "psql").expectExit(2).err()).contains("put '--'");
        assertThat(product.run("dev", "exec", "a", "--ephemeral", "--", "psql")
                        .expectExit(2)
                        .err())
                .contains("name one instance");
        assertThat(product.run("dev", "exec", "--ephemeral", "--", "no-such-program")
                        .expectExit(127)
                        .err())
                .contains("no-such-program");
    }

    @Test
    void psqlOpensOnAnInstanceThatIsStartedForIt() {
        product.run("dev", "-d", "-n", "asked").expectSuccess();
        product.run("dev", "stop", "asked").expectSuccess();

        assertThat(product.shell("echo 'select 3 + 4 as sum' | jprisma dev psql asked")
                        .expectSuccess()
                        .out())
                .contains("7");
        assertThat(product.run("dev", "restart", "asked").expectSuccess().out())
                .contains("asked is running: postgres://");
    }

    @Test
    void aDatabaseIsCopied() {
        product.run("dev", "-d", "-n", "origin").expectSuccess();
        product.sql("origin", "create table t as select 4 as a");

        String url =
                product.run("dev", "clone-db", "origin").expectSuccess().out().strip();
        product.sql("origin", "drop table t");

        assertThat(product.psql(url, "select a from t")).isEqualTo("4");
    }

    @Test
    void aFolderIsMigratedFromWhereItEnded() throws IOException {
        product.run("dev", "-d", "-n", "migrated").expectSuccess();
        Path folder = Files.createDirectories(product.folder().resolve("golang"));
        Files.writeString(folder.resolve("1_one.up.sql"), "create table one (a int);");
        Files.writeString(folder.resolve("1_one.down.sql"), "drop table one;");

        Result first =
                product.run("dev", "migrate", "migrated", folder.toString()).expectSuccess();
        assertThat(first.out()).isEqualTo("migrated: 1 migration of golang-migrate ran, 1_one.up.sql.\n");
        assertThat(first.err())
                .contains("Migrating with the one migration of golang-migrate in ")
                .doesNotContain("Running");

        Files.writeString(folder.resolve("2_two.up.sql"), "create table two (a int);\ncreate tabel three;");
        assertThat(product.run("dev", "migrate", folder.toString(), "-n", "migrated")
                        .expectExit(1)
                        .err())
                .contains("migrated: ")
                .contains("2_two.up.sql, line 2: syntax error at or near \"tabel\"");

        Files.writeString(folder.resolve("2_two.up.sql"), "create table two (a int);");
        assertThat(JsonMapper.shared()
                        .readTree(product.run("dev", "migrate", "-n", "migrated", "--json", folder.toString())
                                .expectSuccess()
                                .out())
                        .toString())
                .isEqualTo("{\"tool\":\"golang-migrate\",\"applied\":[\"2_two.up.sql\"],\"before\":1}");
        assertThat(product.sql("migrated", "select version from schema_migrations"))
                .isEqualTo("2");
        product.run("dev", "stop", "migrated").expectSuccess();
        assertThat(product.run("dev", "migrate", "migrated", folder.toString())
                        .expectExit(1)
                        .err())
                .contains("jprisma dev start migrated");
    }

    private static List<String> ephemeral() {
        return JsonMapper.shared()
                .readTree(product.run("dev", "ls", "--json").expectSuccess().out())
                .findValuesAsString("name")
                .stream()
                .filter(name -> name.startsWith("ephemeral-"))
                .toList();
    }
}
