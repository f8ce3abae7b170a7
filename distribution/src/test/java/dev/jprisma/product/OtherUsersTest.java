package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users of the machine beside root, who runs jprisma. */
class OtherUsersTest {
    @RegisterExtension
    final Product product = new Product();

    @BeforeEach
    void onlyRootCanBeOthers() {
        assumeTrue(System.getProperty("user.name").equals("root"), "Only root can be other users");
    }

    @Test
    void aDatabasesSuperuserIsNotRoot() {
        product.run("dev", "-d").expectSuccess();

        assertThat(product.sql(
                        "default",
                        "create temp table who (line text); copy who from program 'id -u'; select line from who"))
                .isNotEqualTo("0");
        assertThat(product.sql(
                        "default",
                        "create temp table parent (line text);"
                                + " copy parent from program 'test -w .. && echo writable || echo closed';"
                                + " select line from parent"))
                .isEqualTo("closed");
    }

    @Test
    void aHomeThatAnotherUserMadeIsNotUsed() throws IOException {
        Path home = product.folder().resolve("theirs");
        Path program = home.resolve("postgres/bin/initdb");
        Files.createDirectories(program.getParent());
        Command.run(Product.LIMIT, Map.of(), List.of("chown", "-R", "nobody", home.toString()))
                .expectSuccess();
        product.set("JPRISMA_HOME", home.toString());

        assertThat(product.run("dev", "-d").expectExit(1).err()).contains(home.toString(), "belongs to user nobody");
        assertThat(product.run("dev", "ls").expectExit(1).err()).contains("belongs to user nobody");
        assertThat(home.resolve("daemon.log")).doesNotExist();
        product.set("JPRISMA_HOME", product.home().toString());
    }
}
