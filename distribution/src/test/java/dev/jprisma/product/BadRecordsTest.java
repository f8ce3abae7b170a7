package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records that cannot be read: that instance shows an error, its data stays, all others work. */
class BadRecordsTest {
    @RegisterExtension
    final Product product = new Product();

    @Test
    void ofANewerVersionOfGarbageAndHalfWritten() throws IOException {
        product.run("dev", "-d", "-n", "well").expectSuccess();
        product.run("dev", "-d", "-n", "newer").expectSuccess();
        product.run("dev", "stop", "newer").expectSuccess();
        Path data = Path.of(product.listed("newer").path("dataDirectory").asString());
        product.run("daemon", "stop", "--all").expectSuccess();
        Path good = record("newer");
        String json = Files.readString(good);
        write("newer", json.replaceFirst("\"schemaVersion\" : \\d+", "\"schemaVersion\" : 999"));
        write("garbage", "\u0000\u0001 not json");
        write("half", json.substring(0, json.length() / 2));
        write("empty", "");

        for (String bad : new String[] {"newer", "garbage", "half", "empty"}) {
            assertThat(product.status(bad)).isEqualTo("error");
            assertThat(product.run("dev", "start", bad).expectExit(1).err()).contains(bad);
            assertThat(product.run("dev", "-d", "-n", bad).expectExit(1).err()).contains(bad);
            assertThat(product.run("dev", "url", bad).expectExit(1).err()).contains(bad);
        }
        assertThat(product.listed("newer").path("error").asString()).contains("999");
        assertThat(product.run("dev", "ls").expectSuccess().out()).contains("half", "is damaged");
        assertThat(data.resolve("PG_VERSION")).exists();

        product.run("dev", "start", "well").expectSuccess();
        assertThat(product.sql("well", "select 1")).isEqualTo("1");

        Files.writeString(good, json);
        Result started = product.run("dev", "start", "newer").expectSuccess();
        assertThat(started.out()).startsWith("newer is running");
    }

    private Path record(String instance) {
        return product.home().resolve("instances").resolve(instance).resolve("instance.json");
    }

    private void write(String instance, String content) throws IOException {
        Files.createDirectories(record(instance).getParent());
        Files.writeString(record(instance), content);
    }
}
