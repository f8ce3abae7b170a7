package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.state.InstanceView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon's environment sets. */
class DaemonSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void limitsWhatComesOverHttp() throws Exception {
        TestDaemon daemon = new TestDaemon(folder.resolve("home"))
                .with("JPRISMA_HTTP_BODY_BYTES", "1000")
                .with("JPRISMA_HTTP_ANSWER_BYTES", "2000")
                .with("JPRISMA_HTTP_STATEMENT_SECONDS", "1")
                .start();
        try {
            InstanceView instance = daemon.create("limited");

            assertThat(sql(instance, "select 1").statusCode()).isEqualTo(200);
            assertThat(sql(instance, "select '" + "x".repeat(1000) + "'").statusCode())
                    .isEqualTo(413);
            assertThat(sql(instance, "select repeat('x', 3000)").statusCode()).isEqualTo(507);
            assertThat(sql(instance, "select pg_sleep(60)").body()).contains("57014");
        } finally {
            daemon.stopEverything();
        }
    }

    @Test
    void refusesWhatIsNoNumber() throws Exception {
        Path home = folder.resolve("home");
        TestDaemon daemon = new TestDaemon(home).with("JPRISMA_HTTP_SESSIONS", "many");

        daemon.launch();

        assertThat(daemon.process().waitFor()).isEqualTo(1);
        assertThat(home.resolve("daemon.log")).content().contains("JPRISMA_HTTP_SESSIONS=many");
    }

    private static HttpResponse<String> sql(InstanceView instance, String query)
            throws IOException, InterruptedException {
        String url = instance.exports().ppg().url();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + instance.port() + "/sql"))
                .header("Authorization", "Bearer " + url.substring(url.indexOf("api_key=") + "api_key=".length()))
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + query + "\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
