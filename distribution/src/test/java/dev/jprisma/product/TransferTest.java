package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.product.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code dev load}, {@code dump}, {@code pull} and {@code push}, as they are typed. */
class TransferTest {
    private static final Path DUMP = Installation.repository().resolve("transfer/src/test/resources/shop.sql");

    @RegisterExtension
    static final Product product = new Product();

    @BeforeAll
    static void start() {
        product.run("dev", "-n", "shop", "-d").expectSuccess();
    }

    @Test
    void noInstanceIsMadeForASourceThatDoesNotLetUsIn() {
        String url = product.run("dev", "url", "shop").expectSuccess().line().replaceFirst(":[^:@/]+@", ":wrong@");

        assertThat(product.run("dev", "pull", "fresh", "--from", url, "--data-only")
                        .expectExit(1)
                        .err())
                .contains("Cannot log in to", "password authentication failed");
        assertThat(product.status("fresh")).isEqualTo("not listed");
    }

    @Test
    void aFileIsLoadedIntoAnInstanceThatIsMadeForIt() {
        assertThat(product.run("dev", "load", "films", DUMP.toString())
                        .expectSuccess()
                        .line())
                .isEqualTo("Loaded " + DUMP + " into films: 47 statements, 6 rows");
        assertThat(product.sql("films", "select count(*) from film")).isEqualTo("4");

        Result again = product.run("dev", "load", "films", DUMP.toString()).expectExit(1);
        assertThat(again.err()).contains("shop.sql:23: schema \"audit\" already exists", "Nothing was loaded");
        assertThat(product.run("dev", "load", "films", DUMP.toString(), "--clean")
                        .expectExit(1)
                        .err())
                .contains("Without asking: jprisma dev load films " + DUMP + " ... --clean -y");
        product.sql("films", "delete from payment");
        assertThat(product.run("dev", "load", "films", DUMP.toString(), "--clean", "-y")
                        .expectSuccess()
                        .err())
                .contains("jprisma dev undo films brings it back");
        assertThat(product.sql("films", "select count(*) from payment")).isEqualTo("2");
        product.run("dev", "undo", "films", "-y").expectSuccess();
        assertThat(product.sql("films", "select count(*) from payment")).isEqualTo("0");
        assertThat(product.shell("printf 'id,title\\n9,nine\\n' | jprisma dev load films - --table film --format csv")
                        .expectSuccess()
                        .line())
                .isEqualTo("Loaded the input into films: 1 row of public.film");
        assertThat(product.sql("films", "select count(*) from film")).isEqualTo("5");
    }

    @Test
    void aLoadThatIsInterruptedOrKilledLeavesNothing() throws IOException {
        Path slow = script("slow.sql", "create table t (a int);\nselect pg_sleep(1000);\n");
        for (String signal : List.of("INT", "KILL")) {
            Command load = product.start("dev", "load", "shop", slow.toString());
            awaitSleepers("1");
            load.signal(signal);
            Result result = load.await(Product.LIMIT);
            awaitSleepers("0");
            assertThat(product.sql("shop", "select to_regclass('t') is null")).isEqualTo("t");
            if (signal.equals("INT")) {
                assertThat(result.expectExit(130).err())
                        .endsWith("Interrupted: nothing was loaded, and shop is as it was.\n");
            }
        }
    }

    @Test
    void aTerminalShowsHowALoadGoesOn() throws IOException {
        Path slow = script("shown.sql", "create table t (a int);\nselect pg_sleep(1000);\n");
        try (Terminal terminal = new Terminal(product, "sh")) {
            terminal.type("jprisma dev load shop " + slow);
            terminal.await("[########################] 100 %");
            terminal.key("C-c");
            terminal.await("Interrupted: nothing was loaded, and shop is as it was.");
            awaitSleepers("0");
        }
    }

    @Test
    void aDumpNeedsAnInstallationThatIsNewEnough() {
        assumeTrue(
                Command.run(Product.LIMIT, product.environment(), List.of("sh", "-c", "pg_dump --version"))
                                .out()
                                .matches("(?s).* 1[0-7]\\..*")
                        && installations().stream().allMatch(home -> major(home) < 18),
                "there is a pg_dump 18, or none: what happens with an old one was NOT tested");
        Path file = product.folder().resolve("none.sql");
        assertThat(product.run("dev", "dump", "shop", file.toString())
                        .expectExit(1)
                        .err())
                .contains("It takes pg_dump 18 or newer to dump shop", "postgresql-client-18");
        assertThat(file).doesNotExist();
    }

    @Test
    void whatIsDumpedPulledAndPushedIsTheSame() throws IOException {
        Path home = installations().stream()
                .max(Comparator.comparing(TransferTest::major))
                .orElse(null);
        assumeTrue(home != null, "no PostgreSQL is installed whole: dump, pull and push were NOT tested");
        product.run("dev", "-n", "old", "--postgres-home", home.toString(), "-d")
                .expectSuccess();
        product.run("dev", "load", "old", DUMP.toString()).expectSuccess();

        Path plain = product.folder().resolve("plain.sql");
        Files.writeString(plain, "what was there");
        product.run("dev", "dump", "old", plain.toString()).expectSuccess();
        String dump = comparable(Files.readString(plain));
        assertThat(dump).contains("CREATE POLICY only_happy", "back\\\\slash");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)))
                .isEqualTo("rw-------");

        for (String name : List.of("a.sql.gz", "a.sql.zst")) {
            Path file = product.folder().resolve(name);
            product.run("dev", "dump", "old", file.toString()).expectSuccess();
            reload(file, dump);
        }
        Path archive = product.folder().resolve("a.dump");
        product.run("dev", "dump", "old", archive.toString(), "--", "-Fc").expectSuccess();
        reload(archive, dump);
        Path directory = product.folder().resolve("a.d");
        product.shell("PATH=" + home + "/bin:$PATH pg_dump -d \"$(jprisma dev url old)\" -Fd -f " + directory)
                .expectSuccess();
        reload(directory, dump);

        String url = product.run("dev", "url", "old").expectSuccess().line();
        product.psql(url, "create database other");
        String other = url.replace("/postgres?", "/other?");
        assertThat(product.run("dev", "push", "old", "--to", other)
                        .expectSuccess()
                        .line())
                .endsWith("3 tables, 6 rows, 2 sequences, 1 large object; each table has as many rows as there");
        assertThat(comparable(product.run("dev", "dump", "old", "--database", "other")
                        .expectSuccess()
                        .out()))
                .isEqualTo(dump);
        assertThat(product.run("dev", "push", "old", "--to", other)
                        .expectExit(1)
                        .err())
                .contains("is not empty: it has 4 tables (public.film", "Nothing was copied");

        product.run("dev", "pull", "newer", "--from", url).expectSuccess();
        assertThat(product.sql("newer", "select count(*) || ' ' || max(price_with_tax) from film"))
                .isEqualTo("4 11.8881");
        assertThat(product.sql("newer", "select encode(lo_get(4711), 'hex') || nextval('ticket')"))
                .isEqualTo("000102ff48656c6c6f120");

        product.psql(
                url,
                "create role reader; create policy p on film to reader using (true);"
                        + " create function f(int) returns int language sql as 'select 1 / $1';"
                        + " create table bad (a int, b int generated always as (1 / a) stored)");
        product.psql(url, "create extension hstore");
        assertThat(product.run("dev", "pull", "newer", "--from", url, "--clean", "-y")
                        .expectSuccess()
                        .err())
                .contains("Made, since they own something there or may do something: roles reader (without a login).");
        assertThat(product.sql("newer", "select count(*) from bad")).isEqualTo("0");
    }

    @Test
    void ownersAndRightsGoAlongAsFarAsTheTargetHasTheRolesAndLetsUs() {
        Path home = installations().stream()
                .max(Comparator.comparing(TransferTest::major))
                .orElse(null);
        assumeTrue(home != null, "no PostgreSQL is installed whole: owners in pull and push were NOT tested");
        product.run("dev", "-n", "owned", "--postgres-home", home.toString(), "-d")
                .expectSuccess();
        String url = product.run("dev", "url", "owned").expectSuccess().line();
        product.psql(
                url,
                "create role ada; create role \"Bob B\"; create role rds_superuser;"
                        + " create schema s authorization ada; create table s.t (id serial primary key);"
                        + " alter table s.t owner to ada; create table u (a int); alter table u owner to rds_superuser;"
                        + " grant select on u to \"Bob B\";"
                        + " alter default privileges for role ada in schema s grant select on tables to \"Bob B\"");
        String owners = "select string_agg(tableowner, ' ' order by tablename) from pg_tables"
                + " where schemaname in ('s', 'public')";

        assertThat(product.run("dev", "pull", "copied", "--from", url)
                        .expectSuccess()
                        .err())
                .contains(
                        "Made, since they own something there or may do something: roles Bob B, ada (without a login).");
        assertThat(product.sql("copied", owners)).isEqualTo("ada postgres");
        assertThat(product.sql("copied", "select has_table_privilege('Bob B', 'u', 'select')"))
                .isEqualTo("t");
        assertThat(product.sql(
                        "copied",
                        "select bool_or(rolcanlogin or rolsuper) from pg_roles where rolname in ('ada', 'Bob B')"))
                .isEqualTo("f");
        assertThat(product.sql("copied", "select pg_get_userbyid(nspowner) from pg_namespace where nspname = 's'"))
                .isEqualTo("ada");
        product.run("dev", "pull", "plain", "--from", url, "--no-owner").expectSuccess();
        assertThat(product.sql("plain", owners)).isEqualTo("postgres postgres");

        product.psql(url, "create role guest login password 'guest'; grant ada to guest");
        product.psql(url, "create database away owner guest");
        product.psql(url, "grant create on database away to ada");
        String away = url.replaceFirst("//postgres:[^@]+@", "//guest:guest@").replace("/postgres?", "/away?");
        assertThat(product.run("dev", "push", "owned", "--to", away)
                        .expectSuccess()
                        .err())
                .contains("With guest stays what the server does not let it give away: 1 statement, the first: must be"
                        + " member of role \"rds_superuser\".");
        assertThat(product.psql(away, owners)).isEqualTo("ada guest");

        product.run("dev", "-n", "bare", "-d").expectSuccess();
        assertThat(product.run(
                                "dev",
                                "push",
                                "owned",
                                "--to",
                                product.run("dev", "url", "bare")
                                        .expectSuccess()
                                        .line())
                        .expectSuccess()
                        .err())
                .contains("With postgres, who logs in there, stays what belongs to roles that are not there, or is for"
                        + " them: Bob B, ada (");
    }

    @Test
    void aPullThatIsInterruptedOrKilledLeavesNothingAndCanBeTypedAgain() {
        for (String name : List.of("large", "copy")) {
            product.run("dev", "-n", name, "-d").expectSuccess();
            product.sql(name, "create table line (id int primary key, text text)");
        }
        product.sql("large", "insert into line select i, repeat('x', 100) from generate_series(1, 1500000) i");
        String url = product.run("dev", "url", "large").expectSuccess().line();
        String target = product.run("dev", "url", "copy").expectSuccess().line();
        String copies = "select count(*) from pg_stat_progress_copy";
        for (String signal : List.of("INT", "KILL")) {
            Command pull = product.start("dev", "pull", "copy", "--data-only", "--from", url);
            Awaitility.await().atMost(Product.LIMIT).until(() -> product.psql(target, copies), "1"::equals);
            pull.signal(signal);
            assertThat(pull.await(Product.LIMIT).exitCode()).isNotZero();
            Awaitility.await().atMost(Product.LIMIT).until(() -> product.psql(target, copies), "0"::equals);
            assertThat(product.sql("copy", "select count(*) from line")).isEqualTo("0");
        }
        product.run("dev", "pull", "copy", "--data-only", "--from", url).expectSuccess();
        assertThat(product.sql("copy", "select count(*), sum(id::int8) from line"))
                .isEqualTo(product.sql("large", "select count(*), sum(id::int8) from line"));
    }

    private static void reload(Path file, String dump) {
        product.run("dev", "load", "old", file.toString(), "--clean", "-y").expectSuccess();
        assertThat(comparable(product.run("dev", "dump", "old").expectSuccess().out()))
                .isEqualTo(dump);
    }

    /** Without what pg_dump makes up anew each time. */
    private static String comparable(String dump) {
        return dump.lines().filter(line -> !line.contains("restrict ")).collect(Collectors.joining("\n"));
    }

    private static void awaitSleepers(String count) {
        String url = product.run("dev", "url", "shop").expectSuccess().line();
        Awaitility.await("sleeping sessions: " + count)
                .atMost(Product.LIMIT)
                .until(() -> product.psql(
                                url,
                                "select count(*) from pg_stat_activity where query like '%pg_sleep(1000)%'"
                                        + " and pid <> pg_backend_pid()")
                        .equals(count));
    }

    private static Path script(String name, String text) throws IOException {
        return Files.writeString(product.folder().resolve(name), text);
    }

    /** Folders with a server of PostgreSQL and its tools. */
    private static List<Path> installations() {
        Path debian = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(debian)) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(debian)) {
            return homes.filter(home -> Stream.of("postgres", "initdb", "pg_dump", "pg_restore")
                            .allMatch(program ->
                                    Files.isExecutable(home.resolve("bin").resolve(program))))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static int major(Path home) {
        return Integer.parseInt(home.getFileName().toString());
    }
}
