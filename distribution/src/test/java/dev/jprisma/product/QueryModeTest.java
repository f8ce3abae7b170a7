package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code dev psql} on a machine that has no psql. */
class QueryModeTest {
    @RegisterExtension
    final Product product = new Product();

    private PathWithout path;

    @BeforeEach
    void hidePsql() throws IOException {
        path = new PathWithout("psql", product);
        product.run("dev", "-d", "-n", "shop").expectSuccess();
        product.run("dev", "stop", "shop").expectSuccess();
    }

    @AfterEach
    void showPsql() {
        path.close();
    }

    @Test
    void executesWhatIsGivenPipedOrTyped() {
        assertThat(product.run("dev", "psql", "shop", "-c", "create table t (a int) -- one", "-c", "table t")
                        .expectSuccess()
                        .out())
                .isEqualTo("CREATE TABLE\n a\n---\n(0 rows)\n");

        Result piped = product.shell(
                        "echo 'insert into t values (1); select nope; drop table t' | jprisma dev psql shop")
                .expectExit(1);
        assertThat(piped.out()).isEqualTo("INSERT 0 1\n");
        assertThat(piped.err()).contains("ERROR 42703: column \"nope\" does not exist\n  select nope\n         ^");
        assertThat(product.run("dev", "psql", "shop", "-c", "\\dt")
                        .expectExit(1)
                        .err())
                .contains("\\dt is psql's. psql is in postgresql-client");

        try (Terminal terminal = new Terminal(product)) {
            terminal.type("jprisma dev psql shop");
            terminal.await("There is no psql on the PATH", "shop=>");
            terminal.type("select a + 41");
            terminal.await("shop->");
            // A semicolon at the end would be tmux's own.
            terminal.type("as answer from t; ");
            terminal.await("answer", "42", "(1 row)");
            terminal.type("\\q");
            assertThat(terminal.exitCode()).isEqualTo(0);
        }
    }
}
