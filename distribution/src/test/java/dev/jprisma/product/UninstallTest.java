package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UninstallTest {
    @RegisterExtension
    final Product product = new Product();

    @Test
    void stopsAllAndLeavesTheDataUnlessThatIsMeant() throws IOException {
        product.run("dev", "-n", "shop", "--detach").expectSuccess();
        product.sql("shop", "create table kept (n int)");
        Files.writeString(product.home().resolve("notes.txt"), "mine");
        Path files = ServerFiles.of(JprismaHome.at(product.home())).root();

        Result refused = product.run("self", "uninstall").expectExit(1);
        assertThat(refused.err()).contains("jprisma self uninstall -y");
        assertThat(product.status("shop")).isEqualTo("running");

        Result uninstalled = product.run("self", "uninstall", "-y").expectSuccess();
        assertThat(uninstalled.out())
                .contains("shop stopped.", "Its data stays (shop). To delete it: jprisma self uninstall --data");
        assertThat(files.resolve("postgres")).doesNotExist();
        assertThat(product.status("shop")).isEqualTo("not_running");
        product.run("dev", "start", "shop").expectSuccess();
        assertThat(product.sql("shop", "select count(*) from kept")).isEqualTo("0");

        Result deleted = product.run("self", "uninstall", "--data", "-y").expectSuccess();
        assertThat(deleted.out()).contains("Not jprisma's, and left: notes.txt", "The program ");
        try (var left = Files.list(product.home())) {
            assertThat(left).containsExactly(product.home().resolve("notes.txt"));
        }
        assertThat(files.equals(product.home()) || !Files.exists(files)).isTrue();

        Files.delete(product.home().resolve("notes.txt"));
        product.run("self", "uninstall", "--data", "-y").expectSuccess();
        assertThat(product.home()).doesNotExist();
        assertThat(product.run("self", "uninstall", "-y").expectSuccess().out()).contains("There is no home");
    }
}
