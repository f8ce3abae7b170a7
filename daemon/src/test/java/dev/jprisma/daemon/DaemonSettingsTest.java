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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
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
    void limitsTheConnectionsOfRequests() throws Exception {
        TestDaemon daemon = new TestDaemon(folder.resolve("home"))
                .with("JPRISMA_HTTP_CONNECTIONS", "1")
                .start();
        try {
            InstanceView instance = daemon.create("narrow");
            sql(instance, "create table running (n int)");
            String countWhileRunning = "do $$ begin insert into running select count(*) from pg_stat_activity"
                    + " where state = 'active' and backend_type = 'client backend'; perform pg_sleep(0.2); end $$";

            List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(() -> countWhileRunning)
                    .limit(4)
                    .map(query ->
                            HttpClient.newHttpClient().sendAsync(request(instance, query), BodyHandlers.ofString()))
                    .toList();

            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
            assertThat(sql(instance, "select max(n)::text, count(*)::text from running")
                            .body())
                    .contains("\"max\":\"1\"", "\"count\":\"4\"");
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
        return HttpClient.newHttpClient().send(request(instance, query), BodyHandlers.ofString());
    }

    private static HttpRequest request(InstanceView instance, String query) {
        String url = instance.exports().ppg().url();
        return HttpRequest.newBuilder(URI.create("http://localhost:" + instance.port() + "/sql"))
                .header("Authorization", "Bearer " + url.substring(url.indexOf("api_key=") + "api_key=".length()))
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + query + "\"}"))
                .build();
    }
}
