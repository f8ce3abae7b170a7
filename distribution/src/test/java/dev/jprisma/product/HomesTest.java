package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Homes at odd places. */
class HomesTest {
    @Nested
    class WithBlanksAndUmlautsInALocaleWithoutUmlauts {
        @RegisterExtension
        final Product product = new Product("Jürgens Höhle/mit $HOME 'n \"quotes\"").set("LC_ALL", "C");

        @Test
        void works() {
            product.run("dev", "-d").expectSuccess();
            assertThat(product.sql("default", "select 1")).isEqualTo("1");
            assertThat(product.home().resolve("instances/default/instance.json"))
                    .exists();
            assertThat(product.home().toString()).contains("Jürgens Höhle");
        }
    }

    @Nested
    class OfTwoHundredCharacters {
        @RegisterExtension
        final Product product = new Product("long/" + "x".repeat(200));

        @Test
        void works() {
            product.run("dev", "-d").expectSuccess();
            assertThat(product.sql("default", "select 1")).isEqualTo("1");
            assertThat(product.run("daemon", "status").expectSuccess().out()).contains("The daemon is running.");
        }
    }

    @Nested
    class OfTheUser {
        @RegisterExtension
        final Product product = new Product(".jprisma").set("LANG", "de_DE.ISO-8859-1");

        @Test
        void isInHomeUnlessJprismaHomeSaysOtherwise() {
            product.set("JPRISMA_HOME", null);
            product.run("dev", "-d").expectSuccess();

            assertThat(product.home().resolve("instances/default/instance.json"))
                    .exists();
        }
    }

    @Nested
    class ThatCannotBe {
        @RegisterExtension
        final Product product = new Product();

        @Test
        void fails() throws IOException {
            Path file = Files.writeString(product.folder().resolve("file"), "not a folder");
            Command.Result refused = product.shell("JPRISMA_HOME='" + file + "/home' jprisma dev -d")
                    .expectExit(1);

            assertThat(refused.err())
                    .startsWith("Error: The home " + file + "/home cannot be made")
                    .contains("JPRISMA_HOME");
            assertThat(refused.err()).doesNotContain("\tat ");
        }

        @Test
        void failsWhereNothingCanBeWritten() {
            Command.Result refused =
                    product.shell("JPRISMA_HOME=/proc/jprisma jprisma dev -d").expectExit(1);

            assertThat(refused.err()).startsWith("Error: The home /proc/jprisma cannot be made");
        }
    }
}
