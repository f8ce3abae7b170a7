package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The unmodified Studio of the npm package {@code prisma}, in a browser. */
class StudioTest {
    private static final By PERSON_7 = By.xpath("//*[text()='person 7']");
    private static final Path PROJECT = Path.of("target", "studio").toAbsolutePath();
    private static final String PRISMA = "prisma@7.10.1";

    @Order(1)
    @RegisterExtension
    final Product product = new Product();

    @Order(2)
    @RegisterExtension
    final Browser browser = new Browser(product);

    @BeforeEach
    void install() throws Exception {
        if (!Files.exists(PROJECT.resolve("node_modules/prisma/build/studio.js"))) {
            Files.createDirectories(PROJECT);
            boolean installed = isInstalled();
            String message = "NOT TESTED: Prisma Studio; npm could not install " + PRISMA;
            assertThat(installed || System.getenv("CI") == null).as(message).isTrue();
            Assumptions.assumeTrue(installed, message);
        }
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder(List.of(
                                    "npm",
                                    "install",
                                    "--no-audit",
                                    "--no-fund",
                                    "--no-package-lock",
                                    "--ignore-scripts",
                                    "--prefer-offline",
                                    "--prefix",
                                    PROJECT.toString(),
                                    PRISMA))
                            .directory(PROJECT.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void whereNoneIsInstalledItSaysWhatToInstall() {
        product.run("dev", "-n", "shop", "-d").expectSuccess();

        assertThat(product.shell("cd '" + product.folder() + "' && jprisma studio shop")
                        .expectExit(1)
                        .err())
                .contains("There is no Prisma Studio in " + product.folder())
                .contains("npm install --save-dev prisma@7");
    }

    @Test
    void itOpensATableEditsACellAndFilters() {
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        product.sql(
                "shop",
                "CREATE TABLE people (id int PRIMARY KEY, name text);"
                        + " INSERT INTO people SELECT g, 'person ' || g FROM generate_series(1, 30) g");
        String url = product.shell("cd '" + PROJECT + "' && jprisma studio shop --no-browser")
                .expectSuccess()
                .line();

        browser.driver().get(url);
        browser.awaitText("people");
        browser.awaitText("person 7");
        WebElement cell = browser.await(
                "the cell",
                () -> browser.driver().findElements(PERSON_7).stream()
                        .findFirst()
                        .orElse(null));
        new Actions(browser.driver()).doubleClick(cell).perform();
        browser.press(Keys.END, "!", Keys.ENTER).click("Save 1 row").click("yes, write to db");
        browser.awaitNoText("Save 1 row");
        assertThat(product.sql("shop", "SELECT name FROM people WHERE id = 7")).isEqualTo("person 7!");

        browser.click("Global search").press("person 12");
        browser.awaitNoText("person 11").awaitText("person 12");
    }
}
