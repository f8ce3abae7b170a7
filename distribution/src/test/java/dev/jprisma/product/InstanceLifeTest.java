package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.nio.file.Files;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one instance, or a few, go through from {@code dev} to {@code rm}. */
class InstanceLifeTest {
    @RegisterExtension
    static final Product product = new Product();

    @Test
    void keepsItsDataThroughStopAndStartAndLosesItWithRemove() {
        product.run("dev", "--detach", "-n", "life").expectSuccess();
        assertThat(product.sql("life", "select 1")).isEqualTo("1");
        product.sql("life", "create table t as select 'kept' as word");

        Result stopped = product.run("dev", "stop", "life").expectSuccess();
        assertThat(stopped.out()).isEqualTo("life stopped.\n");
        assertThat(product.status("life")).isEqualTo("not_running");

        product.run("dev", "start", "life").expectSuccess();
        assertThat(product.sql("life", "select word from t")).isEqualTo("kept");

        Result refused = product.run("dev", "rm", "life").expectExit(1);
        assertThat(refused.err()).contains("life is running").contains("jprisma dev stop life");
        assertThat(product.sql("life", "select word from t")).isEqualTo("kept");

        assertThat(product.run("dev", "rm", "--force", "life").expectExit(1).err())
                .contains("life is not deleted, since there is no terminal", "jprisma dev rm life --force -y");
        assertThat(product.sql("life", "select word from t")).isEqualTo("kept");

        product.run("dev", "rm", "--force", "-y", "life").expectSuccess();
        assertThat(product.status("life")).isEqualTo("not listed");
        assertThat(product.home().resolve("instances/life")).doesNotExist();

        product.run("dev", "-d", "-n", "life").expectSuccess();
        assertThat(product.sql("life", "select to_regclass('t') is null")).isEqualTo("t");
    }

    @Test
    void hasLimitsOfProductionFromWhenTheyAreNamedUntilTheyAreTakenAway() {
        product.run("dev", "-d", "-n", "narrow", "--limits", "prisma").expectSuccess();
        assertThat(product.listed("narrow").at("/limits").asString()).isEqualTo("prisma");

        assertThat(product.run("dev", "start", "narrow", "--limits", "none")
                        .expectExit(1)
                        .err())
                .contains("narrow runs already, with the limits prisma")
                .contains("jprisma dev stop narrow");

        product.run("dev", "stop", "narrow").expectSuccess();
        product.run("dev", "start", "narrow").expectSuccess();
        assertThat(product.listed("narrow").at("/limits").asString()).isEqualTo("prisma");

        product.run("dev", "stop", "narrow").expectSuccess();
        product.run("dev", "start", "narrow", "--limits", "none").expectSuccess();
        assertThat(product.listed("narrow").at("/limits").asString()).isEqualTo("none");
    }

    @Test
    void aNewPasswordLetsInWhoLockedHimselfOut() {
        product.run("dev", "-d", "-n", "locked").expectSuccess();
        product.sql("locked", "create database mine");
        product.sql("locked", "alter role postgres password 'forgotten'");
        product.run("dev", "stop", "-y", "locked").expectSuccess();
        Result start = product.run("dev", "start", "locked").expectSuccess();
        assertThat(product.run("dev", "ls").err()).contains("jprisma dev password locked");

        Result changed = product.run("dev", "password", "locked", "-y").expectSuccess();

        assertThat(changed.err()).contains("locked has a new password and was restarted.");
        assertThat(start.out()).doesNotContain(changed.line());
        assertThat(product.psql(changed.line(), "select count(*) from pg_database where datname = 'mine'"))
                .isEqualTo("1");
        assertThat(product.run("dev", "ls").err()).doesNotContain("password");
    }

    @Test
    void detachPrintsTheTcpUrlAloneAndTheSameOneAgain() {
        Result first = product.run("dev", "-d", "-n", "again").expectSuccess();
        Result second = product.run("dev", "-d", "-n", "again").expectSuccess();

        assertThat(first.out()).matches("postgres://postgres:[\\w-]{32}@localhost:\\d+/postgres\\?sslmode=disable\n");
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).isEqualTo("again is already running.\n");
    }

    @Test
    void detachWithJsonPrintsWhatListHas() {
        JsonNode started = JsonMapper.shared()
                .readTree(product.run("dev", "-d", "--json", "-n", "json")
                        .expectSuccess()
                        .out());

        assertThat(started).isEqualTo(product.listed("json"));
        assertThat(started.propertyNames())
                .containsExactlyInAnyOrder(
                        "name",
                        "status",
                        "pid",
                        "port",
                        "databasePort",
                        "shadowDatabasePort",
                        "version",
                        "dataDirectory",
                        "createdAt",
                        "exports",
                        "password");
        String tcp = product.run("dev", "url", "json").line();
        JsonNode exports = started.path("exports");
        assertThat(exports.at("/database/connectionString").asString()).isEqualTo(tcp);
        assertThat(exports.at("/database/terminalCommand").asString()).isEqualTo("psql '" + tcp + "'");
        assertThat(exports.at("/shadowDatabase/connectionString").asString())
                .isEqualTo(product.run("dev", "url", "json", "--shadow").line());
        assertThat(exports.at("/ppg/url").asString())
                .isEqualTo(product.run("dev", "url", "json", "--http").line());
        assertThat(exports.at("/http/url").asString()).isEqualTo("http://localhost:" + started.path("port"));
    }

    @Test
    void listTellsTheTruthAboutThreeAtEveryMoment() {
        for (String name : new String[] {"a1", "a2", "a3"}) {
            assertThat(product.status(name)).isEqualTo("not listed");
            product.run("dev", "-d", "-n", name).expectSuccess();
            assertThat(product.status(name)).isEqualTo("running");
        }
        product.run("dev", "stop", "a2").expectSuccess();
        assertThat(product.status("a1")).isEqualTo("running");
        assertThat(product.status("a2")).isEqualTo("not_running");
        assertThat(product.status("a3")).isEqualTo("running");

        Result started = product.run("dev", "start", "a*").expectSuccess();
        assertThat(started.out()).contains("a1 is already running: ", "a2 is running: ", "a3 is already running: ");

        assertThat(product.run("dev", "stop", "a1,a3", "a2").expectSuccess().out())
                .isEqualTo("a1 stopped.\na2 stopped.\na3 stopped.\n");
        assertThat(product.run("dev", "rm", "-y", "a[12]", "a3").expectSuccess().out())
                .isEqualTo("a1 deleted.\na2 deleted.\na3 deleted.\n");
    }

    @Test
    void listMasksTheKeyUnlessAskedForUrls() {
        product.run("dev", "-d", "-n", "masked").expectSuccess();
        String url = product.run("dev", "url", "masked", "--http").line();

        assertThat(product.run("dev", "ls").out())
                .containsPattern("api_key=eyJu[.]{3}...\\n")
                .doesNotContain(url);
        assertThat(product.run("dev", "ls", "--urls").out()).contains(url);
    }

    @Test
    void environmentServesPsqlAndShell() {
        product.run("dev", "-d", "-n", "env").expectSuccess();

        assertThat(product.shell("eval \"$(jprisma dev env env --format shell)\"; psql -XAtc 'select current_user'")
                        .expectSuccess()
                        .line())
                .isEqualTo("postgres");
        assertThat(product.run("dev", "env", "env").out())
                .contains("DATABASE_URL=\"postgres://", "SHADOW_DATABASE_URL=\"postgres://")
                .contains("PRISMA_DATABASE_URL=\"prisma+postgres://", "JDBC_DATABASE_URL=\"jdbc:postgresql://");
    }

    @Test
    void urlsOfAStoppedInstanceStayTheSame() {
        product.run("dev", "-d", "-n", "ports").expectSuccess();
        String running = product.run("dev", "url", "ports").line();
        product.run("dev", "stop", "ports").expectSuccess();

        Result stopped = product.run("dev", "url", "ports").expectSuccess();
        assertThat(stopped.line()).isEqualTo(running);
        assertThat(stopped.err()).contains("ports is not_running").contains("jprisma dev start ports");

        product.run("dev", "start", "ports").expectSuccess();
        assertThat(product.run("dev", "url", "ports").line()).isEqualTo(running);
    }

    @Test
    void logsFollowWhatPostgresWrites() {
        product.run("dev", "-d", "-n", "logs").expectSuccess();
        assertThat(product.run("dev", "logs", "logs").expectSuccess().out()).contains("ready to accept connections");
        assertThat(product.run("dev", "logs", "logs", "-n", "1")
                        .expectSuccess()
                        .out()
                        .lines())
                .hasSize(1);

        Command follower = product.start("dev", "logs", "logs", "-f", "-n", "1");
        Awaitility.await()
                .atMost(Product.LIMIT)
                .until(() -> !follower.outSoFar().isEmpty());
        product.sql("logs", "do 'begin raise log ''heard through the log''; end'");
        Awaitility.await().atMost(Product.LIMIT).until(() -> follower.outSoFar().contains("heard through the log"));
        follower.signal("INT");
        follower.await(Product.LIMIT).expectExit(130);
    }

    @Test
    void startAndStopOfAnUnknownNameFailAndOthersAreStillServed() {
        product.run("dev", "-d", "-n", "known").expectSuccess();

        Result stopped = product.run("dev", "stop", "known", "unknown").expectExit(1);
        assertThat(stopped.out()).isEqualTo("known stopped.\n");
        assertThat(stopped.err()).contains("There is no instance 'unknown'").contains("jprisma dev ls");

        Result started = product.run("dev", "start", "unknown", "known").expectExit(1);
        assertThat(started.out()).startsWith("known is running: ");
        assertThat(product.run("dev", "stop", "nothing*").expectSuccess().err())
                .contains("No instance matches 'nothing*'");
        assertThat(product.run("dev", "url", "unknown").expectExit(1).err())
                .contains("There is no instance 'unknown'. Did you mean 'known'? The ones there are: jprisma dev ls");
    }

    @Test
    void listNeitherStartsADaemonNorMakesAHome() {
        String elsewhere = product.folder().resolve("elsewhere").toString();
        Result listed =
                product.shell("JPRISMA_HOME='" + elsewhere + "' jprisma dev ls").expectSuccess();

        assertThat(listed.out()).isEmpty();
        assertThat(listed.err()).contains("jprisma dev");
        assertThat(Files.exists(product.folder().resolve("elsewhere"))).isFalse();
    }
}
