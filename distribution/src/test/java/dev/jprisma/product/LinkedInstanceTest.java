package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** {@code dev link} to a server that, as far as a link can tell, is somebody else's. */
class LinkedInstanceTest {
    private static final String SECRET = "s3cret:of/app";
    private static final String IN_URL = "s3cret%3Aof%2Fapp";

    @RegisterExtension
    static final Product product = new Product();

    private static String place;

    @BeforeAll
    static void makeServer() throws IOException {
        String url = product.run("dev", "-d", "-n", "server").expectSuccess().line();
        product.sql("server", "create role app login password '" + SECRET + "'");
        product.sql("server", "create database shop owner app");
        place = "localhost:" + URI.create(url).getPort() + "/shop?sslmode=disable";
        Path passwords = Files.writeString(
                product.folder().resolve("pgpass"), "*:*:shop:app:" + SECRET.replace(":", "\\:") + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        product.set("PGPASSFILE", passwords.toString());
    }

    @Test
    void worksByItsNameAsOneOfOurs() throws IOException {
        Result linked =
                product.run("dev", "link", "shop", "postgres://app@" + place).expectSuccess();

        assertThat(linked.line()).startsWith("prisma+postgres://localhost:");
        assertThat(linked.err())
                .contains("shop leads to postgres://app:***@" + place, "not encrypted")
                .doesNotContain(SECRET, IN_URL);
        JsonNode listed = product.listed("shop");
        assertThat(listed.get("status").asString()).isEqualTo("running");
        assertThat(listed.get("upstream").asString()).isEqualTo("postgres://app:***@" + place);
        assertThat(product.sql("shop", "select current_user || ' in ' || current_database()"))
                .isEqualTo("app in shop");
        Result shown = product.run("dev", "ls").expectSuccess();
        assertThat(shown.out()).contains("postgres://app:***@" + place).doesNotContain(SECRET, IN_URL);
        assertThat(product.run("dev", "env", "shop").expectSuccess().out())
                .contains("DATABASE_URL=\"postgres://app:" + IN_URL + "@" + place + "\"")
                .contains("PRISMA_DATABASE_URL=\"" + linked.line() + "\"")
                .contains("PGPASSWORD=\"" + SECRET + "\"", "PGDATABASE=\"shop\"", "PGSSLMODE=\"disable\"");
        assertThat(product.run("dev", "exec", "shop", "--", "sh", "-c", "psql -Atc 'select current_user'")
                        .expectSuccess()
                        .out())
                .isEqualTo("app\n");
        assertThat(Files.readString(product.home().resolve("daemon.log"))).doesNotContain(SECRET, IN_URL);
        Path record = product.home().resolve("instances/shop/instance.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(record)))
                .isEqualTo("rw-------");
    }

    @Test
    void isForgottenWithoutAQuestionSinceNothingIsLost() {
        product.run("dev", "link", "gone", "postgres://app@" + place).expectSuccess();
        product.run("dev", "stop", "gone").expectSuccess();
        assertThat(product.status("gone")).isEqualTo("not_running");
        assertThat(product.run("dev", "logs", "gone").expectExit(2).err()).contains("whose log is there");

        Result removed = product.run("dev", "rm", "gone").expectSuccess();

        assertThat(removed.out()).isEqualTo("gone is no link any more; the database it led to is untouched.\n");
        assertThat(product.status("gone")).isEqualTo("not listed");
        assertThat(product.sql("server", "select count(*) from pg_database where datname = 'shop'"))
                .isEqualTo("1");
    }

    @Test
    void isStoppedAndServedAgainWithTheDaemon() {
        product.run("dev", "link", "whole", "postgres://app@" + place).expectSuccess();
        String before =
                product.run("dev", "url", "whole", "--http").expectSuccess().line();

        product.run("daemon", "stop").expectSuccess();
        assertThat(product.run("dev", "ls").expectSuccess().out()).contains("not served: no daemon runs");
        product.run("dev", "start", "whole").expectSuccess();

        assertThat(product.run("dev", "url", "whole", "--http").expectSuccess().line())
                .isEqualTo(before);
        assertThat(product.listed("whole").has("closedDoors")).isFalse();
    }

    @Test
    void saysWhatIsWrongWithAUrlAndNothingSecret() {
        Result unknown = product.run("dev", "link", "no", "postgres://app:geheim@" + place + "&sslmod=require")
                .expectExit(2);
        assertThat(unknown.err()).contains("'sslmod' means nothing here").doesNotContain("geheim");
        Result refused = product.run("dev", "link", "no", "postgres://app:geheim@" + place)
                .expectExit(1);
        assertThat(refused.err()).contains("password authentication failed").doesNotContain("geheim");
        assertThat(product.run("dev", "link", "server", "postgres://app@" + place)
                        .expectExit(2)
                        .err())
                .contains("a server and data of its own");
        product.run("dev", "link", "no").expectExit(2);
        assertThat(product.status("no")).isEqualTo("not listed");
    }
}
