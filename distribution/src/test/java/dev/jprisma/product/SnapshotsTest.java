package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Snapshots, forks and what undoes a command, as they are typed. */
class SnapshotsTest {
    @RegisterExtension
    final Product product = new Product();

    @Test
    void everyCommandThatDestroysIsUndone() {
        String url = product.run("dev", "-d", "-n", "shop").expectSuccess().line();
        product.sql("shop", "create table t as select 1 as a");

        Result taken = product.run("dev", "snapshot", "shop", "one").expectSuccess();
        assertThat(taken.out()).isEqualTo("one\n");
        assertThat(taken.err()).contains("jprisma dev restore shop one");
        product.sql("shop", "update t set a = 2");
        assertThat(product.run("dev", "-n", "shop", "restore", "one")
                        .expectSuccess()
                        .out())
                .isEqualTo("shop is back to snapshot one.\n");
        assertThat(product.sql("shop", "select a from t")).isEqualTo("1");
        Result undone = product.run("dev", "undo", "shop").expectSuccess();
        assertThat(undone.out()).startsWith("shop is as it was before restore (");
        assertThat(undone.err()).contains("away for ", "jprisma dev undo shop brings it back");
        assertThat(product.sql("shop", "select a from t")).isEqualTo("2");

        String fork = product.run("dev", "fork", "shop", "lab", "--from", "one")
                .expectSuccess()
                .line();
        assertThat(fork).startsWith("postgres://").isNotEqualTo(url);
        assertThat(product.sql("lab", "select a from t")).isEqualTo("1");

        product.run("dev", "reset", "shop").expectSuccess();
        assertThat(product.sql("shop", "select to_regclass('t') is null")).isEqualTo("t");

        Result removed = product.run("dev", "rm", "-y", "--force", "shop").expectSuccess();
        assertThat(removed.out()).isEqualTo("shop deleted.\n");
        assertThat(product.status("shop")).isEqualTo("not listed");
        product.run("dev", "undo", "shop").expectSuccess();
        product.run("dev", "undo", "shop").expectSuccess();
        product.run("dev", "start", "shop").expectSuccess();
        assertThat(product.run("dev", "url", "shop").expectSuccess().line()).isEqualTo(url);
        assertThat(product.sql("shop", "select a from t")).isEqualTo("2");

        Result listed = product.run("dev", "snapshots", "shop", "--json").expectSuccess();
        assertThat(JsonMapper.shared()
                        .readTree(listed.out())
                        .at("/snapshots/0/name")
                        .asString())
                .isEqualTo("one");
        assertThat(product.run("dev", "snapshots").expectSuccess().out())
                .contains("NAME", "SIZE", "one", "before undo, until ");
        product.run("dev", "snapshot", "rm", "shop", "one").expectSuccess();
        assertThat(product.run("dev", "restore", "shop", "one").expectExit(1).err())
                .contains("jprisma dev snapshots shop");
        assertThat(product.run("dev", "restore", "shop").expectExit(2).err()).contains("SNAPSHOT");

        product.run("dev", "rm", "-y", "--force", "--purge", "shop").expectSuccess();
        assertThat(product.run("dev", "undo", "shop").expectExit(1).err()).contains("nothing of shop to bring back");
    }
}
