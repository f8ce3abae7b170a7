package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.control.AddExtension;
import dev.jprisma.state.control.AddedExtension;
import dev.jprisma.state.control.BundledExtensions;
import dev.jprisma.state.control.ListExtensions;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.RemoveExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An extension that is added to the home is there for all its servers, and stays while one uses it. */
class ExtensionsTest {
    @TempDir
    private static Path folder;

    private static TestDaemon daemon;

    @BeforeAll
    static void start() throws IOException {
        daemon = new TestDaemon(folder.resolve("home")).start();
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.stopEverything();
    }

    @Test
    void mainAndShadowDatabaseHaveItAtOnceAndItStaysWhileItIsUsed() throws Exception {
        InstanceView shop = daemon.create("shop");
        TestDaemon.queryShadow(shop, "SELECT 1");
        assertThat(overHttp(shop, "CREATE EXTENSION sample"))
                .contains("\"hint\":\"Add it to jprisma: jprisma extension add sample\"");
        Path source = Files.createDirectory(folder.resolve("sample"));
        Files.writeString(source.resolve("sample.control"), "default_version = '1.0'");
        Files.writeString(source.resolve("sample--1.0.sql"), "CREATE FUNCTION sample() RETURNS int RETURN 42;");

        AddedExtension added = daemon.call(
                Methods.EXTENSION_ADD, new AddExtension("sample", source.toString(), 18, null), AddedExtension.class);

        assertThat(added.replaced()).isFalse();
        assertThat(TestDaemon.query(shop, "CREATE EXTENSION sample; SELECT sample()"))
                .isEmpty();
        assertThat(TestDaemon.query(shop, "SELECT sample()")).isEqualTo("42");
        TestDaemon.queryShadow(shop, "CREATE EXTENSION sample");

        assertThatThrownBy(() -> remove(false)).hasMessageContaining("shop has it in its database postgres");
        daemon.stop("shop");
        assertThatThrownBy(() -> remove(false))
                .hasMessageContaining("nobody knows whether it is used by what does not run (shop)");
        InstanceView again = daemon.startAgain("shop").instance();
        TestDaemon.query(again, "DROP EXTENSION sample");
        remove(false);
        assertThatThrownBy(() -> TestDaemon.query(again, "CREATE EXTENSION sample"))
                .hasMessageContaining("is not available");
        assertThatThrownBy(() -> remove(true)).hasMessageContaining("There is no extension sample");
    }

    @Test
    void whatComesWithPostgresIsKnown() throws IOException {
        BundledExtensions bundled =
                daemon.call(Methods.EXTENSION_LIST, new ListExtensions(18), BundledExtensions.class);

        assertThat(bundled.extensions())
                .extracting(BundledExtensions.Bundled::name)
                .contains("hstore", "pgcrypto", "pg_trgm")
                .doesNotContain("vector");
    }

    private static String overHttp(InstanceView instance, String sql) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + instance.port() + "/sql"))
                .header(
                        "Authorization",
                        "Bearer "
                                + ConnectionUrls.of(daemon.record(instance.name()))
                                        .apiKey())
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + sql + "\",\"params\":[]}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void remove(boolean force) throws IOException {
        daemon.call(Methods.EXTENSION_REMOVE, new RemoveExtension("sample", 18, force), Nothing.class);
    }
}
