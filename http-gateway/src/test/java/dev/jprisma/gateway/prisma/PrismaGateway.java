package dev.jprisma.gateway.prisma;

import dev.jprisma.gateway.TestGateway;
import dev.jprisma.gateway.prisma.value.JsonReader;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A client of the Prisma routes of a gateway; of a class of tests if it is an extension of it. */
final class PrismaGateway implements AutoCloseable, AfterAllCallback {
    static final int CONNECTIONS = 10;

    record Response(int status, String body, Map<String, List<String>> headers) {
        @SuppressWarnings("unchecked")
        Map<String, Object> json() {
            return (Map<String, Object>) JsonReader.read(body);
        }

        Object data() {
            return json().get("data");
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final TestGateway gateway = new TestGateway();

    int port() {
        return gateway.port();
    }

    /** Whether a transaction can be begun on every connection of the pool at once. */
    boolean hasEveryConnection() {
        List<String> begun = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Response answer = post("/transaction/start", Map.of("maxWait", 50, "timeout", 60_000));
                if (answer.status() != 200) {
                    return false;
                }
                begun.add("/transaction/" + answer.json().get("id"));
            }
            return true;
        } finally {
            begun.forEach(transaction -> post(transaction + "/rollback", Map.of()));
        }
    }

    Response post(String path, Object body, String... headers) {
        return post(path, ValueWriter.text(body).getBytes(StandardCharsets.UTF_8), headers);
    }

    Response post(String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TestGateway.KEY)
                .header("Prisma-Engine-Hash", "7.10.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    Response get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + TestGateway.KEY)
                .build());
    }

    private Response send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Response(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SQL of the user, as {@code $queryRaw} sends it. */
    static Map<String, Object> rawQuery(String sql, Object... arguments) {
        return raw("queryRaw", "query", sql, arguments);
    }

    /** SQL of the user, as {@code $executeRaw} sends it. */
    static Map<String, Object> rawExecute(String sql, Object... arguments) {
        return raw("executeRaw", "execute", sql, arguments);
    }

    private static Map<String, Object> raw(String operation, String node, String sql, Object... arguments) {
        Map<String, Object> query = Map.of("type", "rawSql", "sql", sql, "args", arguments, "argTypes", List.of());
        return request(operation, Map.of("type", node, "args", query), Map.of());
    }

    /** SQL that the client wrote, for the number of rows it affects. */
    static Map<String, Object> clientExecute(String sql) {
        Map<String, Object> query = Map.of(
                "type",
                "templateSql",
                "fragments",
                List.of(Map.of("type", "stringChunk", "chunk", sql)),
                "placeholderFormat",
                Map.of("prefix", "$", "hasNumbering", true));
        return request("deleteMany", Map.of("type", "execute", "args", query), Map.of());
    }

    static Map<String, Object> request(String operation, Object plan, Map<String, Object> parameters) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("operation", operation);
        body.put("plan", plan);
        body.put("params", parameters);
        return body;
    }

    /** Begins a transaction and returns its path. */
    String begin(Map<String, Object> options) {
        Response answer = post("/transaction/start", options);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return "/transaction/" + answer.json().get("id");
    }

    @Override
    public void close() {
        gateway.close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }
}
