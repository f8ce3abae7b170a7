package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code jprisma console} prints, and what it gives to whatever opens a browser. */
class ConsoleCommandTest {
    @RegisterExtension
    final Product product = new Product();

    @Test
    void whatOpensABrowserIsGivenAFileAndNoSecret() throws IOException {
        Path opened = product.folder().resolve("opened");
        withBrowser("printf '%s' \"$*\" > " + opened);
        Result result = product.run("console").expectSuccess();

        assertThat(result.err()).contains("The console is in your browser.");
        assertThat(result.line()).matches("http://127\\.0\\.0\\.1:\\d+/#code=[A-Za-z0-9_-]{43}");
        Path page = Path.of(Files.readString(opened));
        assertThat(page).hasParentRaw(product.home());
        assertThat(Files.readString(page)).contains("http://127.0.0.1:").doesNotContain(result.line());
    }

    @Test
    void whereThereIsNoBrowserTheLinkIsPrinted() throws IOException {
        withBrowser("exit 3");
        assertThat(product.run("console").expectSuccess().err())
                .contains("Open this link within a minute; it works once:");
        product.set("DISPLAY", null);
        Result result = product.run("console").expectSuccess();
        assertThat(result.err()).doesNotContain("in your browser");
        assertThat(result.line()).startsWith("http://127.0.0.1:");
    }

    @Test
    void anInstanceThatIsNotThereIsSaidBeforeAnythingIsOpened() {
        assertThat(product.run("console", "nowhere").err()).contains("There is no instance 'nowhere'.");
        assertThat(product.home().resolve("console.json")).doesNotExist();
    }

    private void withBrowser(String script) throws IOException {
        Path folder = Files.createDirectories(product.folder().resolve("bin"));
        Path opener = Files.writeString(folder.resolve("xdg-open"), "#!/bin/sh\n" + script + "\n");
        assertThat(opener.toFile().setExecutable(true)).isTrue();
        product.set("PATH", folder + ":" + System.getenv("PATH")).set("DISPLAY", ":0");
    }
}
