package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.product.Command.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another version of PostgreSQL, as one types it. */
class PostgresVersionsTest {
    /** Of Debian's package postgresql-15. */
    private static final Path DEBIANS = Path.of("/usr/lib/postgresql/15");

    @RegisterExtension
    private final Product product = new Product();

    @Test
    void anInstanceOnTheMachinesPostgresIsUpgradedAndGoesBack() {
        assumeTrue(
                Files.isExecutable(DEBIANS.resolve("bin/initdb")),
                "There is no server in " + DEBIANS
                        + ": other versions and an upgrade as they are typed were NOT tested");
        product.run("dev", "-d", "-n", "old", "--postgres-home", DEBIANS.toString())
                .expectSuccess();
        product.sql("old", "create table t as select 7 as n");
        assertThat(product.run("dev", "ls").expectSuccess().out()).contains("Server  PostgreSQL 15.");
        assertThat(product.run("postgres", "ls").expectSuccess().out())
                .containsPattern("18\\.\\d+ +come with jprisma")
                .contains("jprisma postgres add 17")
                .containsPattern(DEBIANS + " +old");

        Result upgraded = product.run("dev", "upgrade", "old", "-y").expectSuccess();

        assertThat(upgraded.out()).contains("old has PostgreSQL 18.", "instead of 15.", "1 table or sequence");
        assertThat(upgraded.err()).contains("Comparing database postgres", "jprisma dev undo old brings it back");
        assertThat(product.sql("old", "select n from t")).isEqualTo("7");
        assertThat(product.listed("old").at("/version").asString()).startsWith("18.");
        assertThat(product.run("dev", "upgrade", "old", "-y").expectExit(2).err())
                .contains("old has PostgreSQL 18.")
                .contains(" already");

        product.run("dev", "undo", "old", "-y").expectSuccess();
        assertThat(product.sql("old", "show server_version")).startsWith("15.");
        assertThat(product.run("postgres", "rm", "18").expectExit(2).err()).contains("comes with jprisma");
    }
}
