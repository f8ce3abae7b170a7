package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What PostgreSQL does not have or do by itself, and is made to. */
class ExtensionsAndSettingsTest {
    @RegisterExtension
    static final Product product = new Product();

    @Test
    void anExtensionIsThereForEveryInstanceUntilItIsRemoved() throws IOException {
        product.run("dev", "-d", "-n", "shop").expectSuccess();
        Path source = Files.createDirectories(product.folder().resolve("sample"));
        Files.writeString(source.resolve("sample.control"), "default_version = '1.0'\ncomment = 'for a test'\n");
        Files.writeString(source.resolve("sample--1.0.sql"), "create function sample() returns int return 42;");
        assertThat(product.run("extension", "ls").expectSuccess().err()).contains("jprisma extension add vector");

        Result added =
                product.run("extension", "add", "sample", source.toString()).expectSuccess();

        assertThat(added.out()).startsWith("sample 1.0 is here for PostgreSQL 18.");
        assertThat(product.sql("shop", "create extension sample; select sample()"))
                .isEqualTo("42");
        String ephemeral = "create extension sample; select sample()";
        assertThat(product.run("dev", "exec", "--ephemeral", "--", "psql", "-qAtXc", ephemeral)
                        .expectSuccess()
                        .out())
                .isEqualTo("42\n");
        assertThat(product.run("extension", "ls").expectSuccess().out())
                .contains("sample  1.0      18          for a test");
        assertThat(product.run("extension", "ls", "--available").expectSuccess().out())
                .contains("with 18", "hstore");
        assertThat(product.run("extension", "rm", "sample").expectExit(2).err())
                .contains("shop has it in its database postgres");

        product.sql("shop", "drop extension sample");
        product.run("extension", "rm", "sample").expectSuccess();
        assertThat(product.run("extension", "ls", "--json").expectSuccess().out())
                .isEqualTo("[ ]\n");
    }

    @Test
    void aMigrationThatLacksAnExtensionSaysHowToAddIt() throws IOException {
        Path migrations = Files.createDirectories(product.folder().resolve("migrations"));
        Files.writeString(migrations.resolve("1.sql"), "create extension vectors;");

        assertThat(product.run("dev", "exec", "--ephemeral", "--migrate", migrations.toString(), "--", "true")
                        .expectExit(1)
                        .err())
                .contains("jprisma extension add vectors");
    }

    @Test
    void settingsAreKeptIfPostgresStartsWithThem() {
        product.run("dev", "-d", "-n", "tuned").expectSuccess();
        assertThat(product.run("dev", "config", "tuned").expectSuccess().err()).contains("--set max_connections=300");
        assertThat(product.run("dev", "config", "tuned", "--set", "max_connections=none")
                        .expectExit(2)
                        .err())
                .contains("invalid value for parameter \"max_connections\": \"none\"");

        Result set = product.run("dev", "config", "tuned", "--set", "max_connections=120", "--set", "work_mem=8MB")
                .expectSuccess();

        assertThat(set.err()).contains("tuned was restarted.");
        assertThat(set.out()).isEqualTo("max_connections  120\nwork_mem         8MB\n");
        assertThat(product.sql("tuned", "show max_connections")).isEqualTo("120");
        assertThat(product.run("dev", "config", "tuned").expectSuccess().out()).isEqualTo(set.out());
        product.run("dev", "config", "tuned", "--reset", "all").expectSuccess();
        assertThat(product.sql("tuned", "show max_connections")).isEqualTo("100");
        assertThat(product.run(
                                "dev",
                                "exec",
                                "--ephemeral",
                                "--set",
                                "work_mem=9MB",
                                "--",
                                "psql",
                                "-AtXc",
                                "show work_mem")
                        .expectSuccess()
                        .out())
                .isEqualTo("9MB\n");
    }

    @Test
    void onATerminalARestartWantsItsPhrase() {
        product.run("dev", "-d", "-n", "logical").expectSuccess();
        try (Terminal terminal = new Terminal(product)) {
            terminal.type("jprisma dev config logical --set wal_level=logical");
            terminal.await("wal_level takes a restart of logical.", "Type 'i will interrupt sessions' to go on:");
            terminal.type("no");
            terminal.await("the settings are as they were");
            assertThat(product.sql("logical", "show wal_level")).isEqualTo("replica");

            terminal.type("clear; jprisma dev config logical --set wal_level=logical -y");
            terminal.await("wal_level  logical");
            assertThat(product.sql("logical", "show wal_level")).isEqualTo("logical");
        }
    }
}
