package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.state.ProcessIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** What takes much of the heap of the daemon as it is started by the command. */
class LargeRequestsTest {
    @RegisterExtension
    static final Product product = new Product();

    /** As many as the gateway has for the instance. */
    private static final int SESSIONS = 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private URI url;
    private ProcessIdentity daemon;

    @BeforeEach
    void start() {
        product.run("dev", "-d").expectSuccess();
        url = URI.create(product.run("dev", "url", "--http").line());
        daemon = product.daemon();
    }

    @AfterEach
    void theServerIsAsBefore() throws IOException, InterruptedException {
        assertThat(product.daemon()).isEqualTo(daemon);
        HttpResponse<String> answer = client.send(query(spacedOut(0)), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void largePlansThatComeAtOnceWaitForEachOther() {
        assertAnswered(sendAtOnce(spacedOut(12 << 20), 8));
    }

    @Test
    void largePlansThatWaitForASessionLeaveMemoryToThoseThatHaveOne() throws Exception {
        byte[] plan = spacedOut(12 << 20);
        List<String> transactions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            transactions.add("/transaction/" + begin());
        }
        List<CompletableFuture<HttpResponse<String>>> waiting = sendAtOnce(plan, 4);
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer =
                    client.send(post(transactions.get(i) + "/query", plan), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        for (String transaction : transactions) {
            client.send(post(transaction + "/rollback", new byte[0]), BodyHandlers.ofString());
        }
        assertAnswered(waiting);
    }

    private String begin() throws IOException, InterruptedException {
        byte[] options = "{\"timeout\":60000,\"maxWait\":10000}".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = client.send(post("/transaction/start", options), BodyHandlers.ofString());
        return JsonMapper.shared().readTree(answer.body()).get("id").asString();
    }

    private List<CompletableFuture<HttpResponse<String>>> sendAtOnce(byte[] plan, int count) {
        return Stream.generate(() -> query(plan))
                .limit(count)
                .map(request -> client.sendAsync(request, BodyHandlers.ofString()))
                .toList();
    }

    private static void assertAnswered(List<CompletableFuture<HttpResponse<String>>> answers) {
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(200);
        }
    }

    @Test
    void aPlanOfFiftyMegabytesThatSaysTheSameAgainAndAgainIsAnswered() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(query(spacedOut(50 << 20)), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void aPlanWithMoreValuesThanMayBeKeptIsRefused() throws IOException, InterruptedException {
        byte[] value = ("\"" + "x".repeat(1 << 20) + "\",").getBytes(StandardCharsets.UTF_8);
        List<byte[]> parts = new ArrayList<>();
        parts.add(
                "{\"operation\":\"findMany\",\"plan\":{\"type\":\"value\",\"args\":[".getBytes(StandardCharsets.UTF_8));
        parts.addAll(Collections.nCopies(150, value));
        parts.add("1]},\"params\":{}}".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer =
                client.send(post("/query", BodyPublishers.ofByteArrays(parts)), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("larger than");
    }

    @Test
    void aPlanThatDoesNotFitIntoTheHeapIsRefusedAndLogged() throws IOException, InterruptedException {
        String lists = "[]" + ",[]".repeat(10_000_000);
        HttpResponse<String> answer =
                client.send(query(body("{\"type\":\"value\",\"args\":[" + lists + "]}")), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.body()).contains("OUT_OF_MEMORY", "Ask for fewer rows");
        assertThat(product.log("daemon.log")).contains("took more memory than there is");
    }

    /** {@code select 1} in many fragments, as clients send the insertion of many records. */
    private static byte[] spacedOut(int bytes) {
        String space = ",{\"type\":\"stringChunk\",\"chunk\":\" \"}";
        return body("{\"type\":\"query\",\"args\":{\"type\":\"templateSql\",\"args\":[],\"argTypes\":[],"
                + "\"placeholderFormat\":{\"prefix\":\"$\",\"hasNumbering\":true},\"chunkable\":false,"
                + "\"fragments\":[{\"type\":\"stringChunk\",\"chunk\":\"select 1\"}"
                + space.repeat(bytes / space.length()) + "]}}");
    }

    private static byte[] body(String plan) {
        return ("{\"operation\":\"findMany\",\"plan\":" + plan + ",\"params\":{}}").getBytes(StandardCharsets.UTF_8);
    }

    private HttpRequest query(byte[] body) {
        return post("/query", body);
    }

    private HttpRequest post(String path, byte[] body) {
        return post(path, BodyPublishers.ofByteArray(body));
    }

    private HttpRequest post(String path, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + url.getPort() + path))
                .timeout(Product.LIMIT)
                .header("Authorization", "Bearer " + url.getQuery().substring("api_key=".length()))
                .header("Prisma-Engine-Hash", "7.10.0")
                .POST(body)
                .build();
    }
}
