package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code dev rename} as a user types it. */
class RenamedInstanceTest {
    @RegisterExtension
    static final Product product = new Product();

    @Test
    void whatStandsInFilesStaysTrueAndTheOldNameIsFree() {
        product.run("dev", "-d", "-n", "shop").expectSuccess();
        product.sql("shop", "CREATE TABLE t AS SELECT 1 AS a");
        String urls = product.run("dev", "env", "shop").expectSuccess().out();
        product.run("dev", "snapshot", "shop", "saved").expectSuccess();

        Command.Result renamed =
                product.run("dev", "rename", "shop", "store", "--yes").expectSuccess();

        assertThat(renamed.err()).contains("shop is called store now, and was restarted");
        assertThat(renamed.out()).startsWith("NAME").contains("store  running").doesNotContain("shop");
        assertThat(product.run("dev", "env", "store").expectSuccess().out()).isEqualTo(urls);
        assertThat(product.sql("store", "SELECT count(*) FROM t")).isEqualTo("1");
        assertThat(product.run("dev", "snapshots", "store").out()).contains("saved");
        assertThat(product.run("dev", "rename", "shop", "store").expectExit(1).err())
                .contains("There is no instance 'shop'");

        product.run("dev", "-d", "-n", "shop").expectSuccess();
        assertThat(product.run("dev", "rename", "shop", "store", "--yes")
                        .expectExit(1)
                        .err())
                .contains("There is an instance store already: choose another name");
        assertThat(product.sql("shop", "SELECT 2")).isEqualTo("2");
    }

    @Test
    void oneThatIsStoppedIsRenamedAsItIs() {
        product.run("dev", "-d", "-n", "resting").expectSuccess();
        product.run("dev", "stop", "resting").expectSuccess();

        Command.Result renamed =
                product.run("dev", "rename", "resting", "waiting", "--json").expectSuccess();

        JsonNode shown = JsonMapper.shared().readTree(renamed.out());
        assertThat(shown.at("/name").asString()).isEqualTo("waiting");
        assertThat(shown.at("/status").asString()).isEqualTo("not_running");
        assertThat(renamed.err()).contains("resting is called waiting now. Its URLs are what they were.");
        assertThat(product.status("resting")).isEqualTo("not listed");
    }
}
