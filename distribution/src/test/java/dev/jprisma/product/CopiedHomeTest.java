package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.state.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A home that is copied or moved while its daemon and its instances run. */
class CopiedHomeTest {
    @RegisterExtension
    final Product product = new Product();

    private Path original;
    private Path other;

    @BeforeEach
    void runAnInstance() {
        product.run("dev", "-d", "-n", "m").expectSuccess();
        product.sql("m", "create table keep as select 1 as a");
        original = product.home();
        other = product.folder().resolve("other");
    }

    @AfterEach
    void stopTheOthersDaemon() {
        use(other);
        product.run("daemon", "stop", "--all");
        use(original);
    }

    @Test
    void aCopyIsAHomeOfItsOwn() throws IOException {
        ProcessIdentity daemon = product.daemon();
        Installation.copy(original, other);
        use(other);

        assertThat(product.status("m")).isEqualTo("not_running");
        assertThat(product.run("daemon", "status").expectSuccess().out()).contains("is not running");
        product.run("dev", "stop", "-y", "m").expectSuccess();
        product.run("dev", "rm", "--force", "-y", "m").expectSuccess();
        product.run("daemon", "stop", "--all").expectSuccess();

        assertThat(other.resolve("instances/m")).doesNotExist();
        use(original);
        assertThat(product.daemon()).isEqualTo(daemon);
        assertThat(product.status("m")).isEqualTo("running");
        assertThat(product.sql("m", "select a from keep")).isEqualTo("1");
    }

    @Test
    void aMovedHomeSaysSoAndWhatToType() throws IOException {
        Files.move(original, other);
        use(other);

        assertThat(product.status("m")).isEqualTo("running");
        assertThat(product.run("dev", "stop", "-y", "m").expectExit(1).err())
                .contains("The home " + original + " was moved to " + other, "jprisma daemon stop");
        assertThat(product.run("daemon", "stop", "--all").expectExit(1).err()).contains("jprisma daemon stop");
        product.run("daemon", "stop").expectSuccess();

        assertThat(product.status("m")).isEqualTo("running");
        assertThat(product.sql("m", "select a from keep")).isEqualTo("1");
        product.run("dev", "stop", "-y", "m").expectSuccess();
        assertThat(product.status("m")).isEqualTo("not_running");
        assertThat(original).doesNotExist();
    }

    private void use(Path home) {
        product.set("JPRISMA_HOME", home.toString());
    }
}
