package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code jprisma.toml}: a folder says what its instance is, and each checkout has its own. */
class ProjectTest {
    @RegisterExtension
    static final Product product = new Product();

    private Path folder;
    private String name;

    @BeforeEach
    void folder(TestInfo test) throws IOException {
        name = test.getTestMethod()
                .orElseThrow()
                .getName()
                .replaceAll("[^A-Z]", "")
                .toLowerCase(Locale.ROOT);
        folder = checkout(name);
    }

    private static Path checkout(String name) throws IOException {
        Path folder = product.folder().resolve("work").resolve(name);
        Files.createDirectories(folder.resolve(".git"));
        return folder.toRealPath();
    }

    private void says(String... lines) throws IOException {
        Files.writeString(folder.resolve("jprisma.toml"), "name = '" + name + "'\n" + String.join("\n", lines));
    }

    private static Result in(Path folder, String line) {
        return product.shell("cd '" + folder + "' && " + line);
    }

    private static String query(Path folder, String sql) {
        return product.psql(in(folder, "jprisma dev url").expectSuccess().line(), sql);
    }

    @Test
    void itsInstanceIsMadeAsTheFileSaysAndAColleagueGetsTheSame() throws IOException {
        says(
                "extensions = ['pg_trgm', 'earthdistance']",
                "migrate = 'migrations'",
                "seed = 'seed.sql'",
                "limits = 'prisma'",
                "[settings]",
                "max_connections = 71",
                "[env]",
                "file = 'app.env'",
                "variables = ['DATABASE_URL']");
        Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(folder.resolve("migrations/1.sql"), "create table t (i int)");
        Files.writeString(folder.resolve("seed.sql"), "insert into t values (1)");
        String all = "select (select string_agg(i::text, ',') from t) || current_setting('max_connections')"
                + " || (select count(*) from pg_extension where extname in ('pg_trgm', 'cube', 'earthdistance'))";

        Result first = in(folder, "jprisma dev -d").expectSuccess();
        assertThat(first.err()).contains("Instance " + name + " (jprisma.toml)", "app.env: set DATABASE_URL.");
        assertThat(Files.readString(folder.resolve("app.env"))).isEqualTo("DATABASE_URL=\"" + first.line() + "\"\n");
        assertThat(query(folder, all)).isEqualTo("1713");
        assertThat(product.listed(name).toString()).contains("prisma");

        Result second = in(folder, "jprisma dev -d").expectSuccess();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).doesNotContain("created", "set DATABASE_URL", "Loading", "says");
        assertThat(query(folder, all)).isEqualTo("1713");

        Path colleague = Files.createDirectories(product.folder().resolve("colleague"));
        Result theirs =
                product.shell("cd '" + folder + "' && rm -r .git && git init -q && git add jprisma.toml seed.sql"
                        + " migrations && git -c user.name=a -c user.email=a@b commit -qm a && cd '" + colleague
                        + "' && git clone -q '" + folder + "' theirs && cd theirs && export JPRISMA_HOME='" + colleague
                        + "/home' && { jprisma dev -d && psql -Atc \"" + all + "\" \"$(jprisma dev url)\"; code=$?;"
                        + " jprisma daemon stop --all >&2; exit $code; }");
        assertThat(theirs.expectSuccess().out()).endsWith("1713\n");
    }

    @Test
    void aFoldersInstanceIsTheOneOfCommandsThatNameNone() throws IOException {
        says();
        in(folder, "jprisma dev -d").expectSuccess();
        Path below = Files.createDirectories(folder.resolve("a/b"));

        assertThat(in(below, "jprisma dev env").expectSuccess().out()).contains("DATABASE_URL");
        assertThat(in(below, "jprisma dev status --json").expectSuccess().out()).contains("\"" + name + "\"");
        assertThat(in(below, "jprisma dev snapshot").expectSuccess().err()).contains(" of " + name);
        assertThat(in(below, "jprisma dev exec -- psql -Atc 'select 1'")
                        .expectSuccess()
                        .out())
                .isEqualTo("1\n");
        assertThat(product.run("dev", "url").expectExit(1).err()).contains("There is no instance 'default'");
    }

    @Test
    void aSecondCheckoutIsToldWhoseItIsAndGetsOneOfItsOwn() throws IOException {
        says("[ports]", "database = " + freePort());
        in(folder, "jprisma dev -d").expectSuccess();
        Path second = checkout(name + "-second");
        Files.copy(folder.resolve("jprisma.toml"), second.resolve("jprisma.toml"));

        for (String command : List.of("dev -d", "dev url", "dev reset -y", "dev exec -- true", "dev logs")) {
            assertThat(in(second, "jprisma " + command).expectExit(1).err())
                    .contains(name + " is the instance of another folder, " + folder)
                    .contains("jprisma dev --as " + name + "-2");
        }
        String own = in(second, "jprisma dev --as other -d").expectSuccess().line();
        assertThat(in(second, "jprisma dev -d").expectSuccess().line()).isEqualTo(own);
        assertThat(in(second, "jprisma dev url").expectSuccess().line()).isEqualTo(own);
        assertThat(in(folder, "jprisma dev url").expectSuccess().line()).isNotEqualTo(own);
        assertThat(in(second, "jprisma dev --as third -d").expectExit(1).err())
                .contains("The instance of " + second + " is other already");

        in(second, "jprisma dev rm -y --force other").expectSuccess();
        Path moved = folder.resolveSibling(name + "-moved");
        Files.move(folder, moved);
        assertThat(in(moved, "jprisma dev -d").expectSuccess().line()).contains("localhost");
        assertThat(in(second, "jprisma dev url").expectExit(1).err()).contains(moved.toString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void whatIsTypedGoesBeforeTheFileAndAnotherNameIgnoresIt() throws IOException {
        says("[settings]", "max_connections = 72", "work_mem = '5MB'");
        in(folder, "jprisma dev -d --set max_connections=73").expectSuccess();
        in(folder, "jprisma dev -n unrelated -d").expectSuccess();

        String settings = "select current_setting('max_connections') || ' ' || current_setting('work_mem')";
        assertThat(product.sql(name, settings)).isEqualTo("73 5MB");
        assertThat(product.sql("unrelated", settings)).doesNotContain("72", "5MB");
        assertThat(in(folder, "jprisma dev -n " + name + " -d").expectSuccess().err())
                .contains("jprisma.toml says max_connections=72, " + name + " has max_connections=73.")
                .contains("jprisma dev config " + name + " --set max_connections=72");
    }

    @Test
    void whatChangesInTheFileIsSaidWithTheCommandThatMakesItSo() throws IOException {
        says();
        in(folder, "jprisma dev -d").expectSuccess();
        String before = product.record(name).ports().toString();
        says("postgres = 17", "history = '1h'", "[ports]", "http = 1024");

        assertThat(in(folder, "jprisma dev -d").expectSuccess().err())
                .contains("jprisma.toml says PostgreSQL 17, " + name + " has PostgreSQL 18")
                .contains("jprisma dev history " + name + " 1h")
                .contains("jprisma dev ports " + name + " --port 1024");
        assertThat(product.record(name).ports().toString()).isEqualTo(before);
        assertThat(product.record(name).history()).isNull();
    }

    @Test
    void aFileThatIsWrongIsToldByEveryCommandThatNeedsIt() throws IOException {
        says("extension = ['vector']");

        for (String command : List.of("dev -d", "dev", "dev url", "dev env", "dev exec -- true", "dev migrate .")) {
            assertThat(in(folder, "jprisma " + command).expectExit(1).err())
                    .contains(folder.resolve("jprisma.toml") + ":2: extension: there is no such key. Did you mean"
                            + " 'extensions'?");
        }
        in(folder, "jprisma dev ls").expectSuccess();
        assertThat(product.home().resolve("instances").resolve(name)).doesNotExist();
    }

    @Test
    void aSeedThatIsNotThereStartsNothing() throws IOException {
        says("seed = 'missing.sql'");

        assertThat(in(folder, "jprisma dev -d").expectExit(1).err())
                .contains("There is no file " + folder.resolve("missing.sql") + ", which " + folder);
        assertThat(product.home().resolve("instances").resolve(name)).doesNotExist();
    }

    @Test
    void aSeedThatFailsLeavesNothingAndRunsAgainAndAfterAReset() throws IOException {
        says("seed = 'seed.sql'");
        Path seed = folder.resolve("seed.sql");
        Files.writeString(seed, "create table t (i int);\ninsert into t values (1);\nselect 1/0;\n");

        assertThat(in(folder, "jprisma dev -d").expectExit(1).err())
                .contains(seed + ":3: division by zero")
                .contains("The seed runs again with the next: jprisma dev");
        assertThat(query(folder, "select to_regclass('t') is null")).isEqualTo("t");

        Files.writeString(seed, "create table t as select 2 as i;\n");
        in(folder, "jprisma dev -d").expectSuccess();
        in(folder, "jprisma dev -d").expectSuccess();
        in(folder, "jprisma dev reset -y").expectSuccess();
        in(folder, "jprisma dev -d").expectSuccess();
        assertThat(query(folder, "select i from t")).isEqualTo("2");
    }

    @Test
    void aProgramSeedsOnceWhereverItIsStartedFromAndPrintsBesideTheResult() throws IOException {
        says("seed = ['sh', 'seed.sh', 'one word']");
        Files.writeString(
                folder.resolve("seed.sh"),
                "echo said; psql -qc \"create table if not exists t (w text); insert into t values ('$1')\"; exit $CODE");
        Path below = Files.createDirectory(folder.resolve("below"));

        assertThat(in(below, "CODE=3 jprisma dev -d").expectExit(1).err())
                .contains(name + " is not seeded: 'sh seed.sh one word' ended with 3");
        Result done = in(below, "CODE=0 jprisma dev -d").expectSuccess();
        assertThat(done.out()).startsWith("postgres://").doesNotContain("said");
        assertThat(done.err()).contains("said", name + " is seeded.");
        assertThat(in(folder, "jprisma dev -d").expectSuccess().err()).doesNotContain("said");
        assertThat(query(folder, "select string_agg(w, ',') from t")).isEqualTo("one word,one word");
    }

    @Test
    void aSeedThatIsKilledIsUndoneAndRunsAgain() throws IOException {
        says("seed = 'seed.sql'");
        Path seed = folder.resolve("seed.sql");
        Files.writeString(seed, "create table t (i int);\nselect pg_sleep(600);\n");
        Command killed = Command.start(
                product.environment(),
                List.of("sh", "-c", "cd '" + folder + "' && exec '" + Installation.script() + "' dev -d"));
        try {
            Awaitility.await()
                    .atMost(Product.LIMIT)
                    .until(() ->
                            Files.exists(product.home().resolve("instances").resolve(name)) && isAsleep());
        } finally {
            killed.signal("KILL");
        }
        Awaitility.await().atMost(Product.LIMIT).until(() -> !isAsleep());
        assertThat(query(folder, "select to_regclass('t') is null")).isEqualTo("t");

        Files.writeString(seed, "create table t as select 3 as i;\n");
        in(folder, "jprisma dev -d").expectSuccess();
        assertThat(query(folder, "select i from t")).isEqualTo("3");
    }

    private boolean isAsleep() {
        Result url = product.run("dev", "url", name);
        return url.exitCode() == 0
                && !product.psql(
                                url.line(),
                                "select count(*) from pg_stat_activity where query like '%pg_sleep(600)%'"
                                        + " and state = 'active' and pid <> pg_backend_pid()")
                        .equals("0");
    }

    @Test
    void twoAtOnceSeedOnce() throws IOException {
        says("seed = 'seed.sql'");
        Files.writeString(
                folder.resolve("seed.sql"),
                "create table if not exists t (i int);\nselect pg_sleep(1);\ninsert into t values (4);\n");

        in(folder, "jprisma dev -d & jprisma dev -d & wait").expectSuccess();

        assertThat(query(folder, "select string_agg(i::text, ',') from t")).isEqualTo("4");
    }
}
