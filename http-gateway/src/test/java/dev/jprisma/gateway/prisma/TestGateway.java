package dev.jprisma.gateway.prisma;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The routes on a server of their own, and a client to ask them. */
final class TestGateway implements AutoCloseable {
    static final int CONNECTIONS = 10;

    record Answer(int status, String body, Map<String, List<String>> headers) {
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
    private final PooledConnections connections =
            new PooledConnections(TestPostgres.get().address(), CONNECTIONS);
    private final PrismaInstance instance = new PrismaInstance(connections, "tests");
    private final Javalin server;

    TestGateway() {
        server = Javalin.create(config -> {
            config.http.maxRequestSize = 128 << 20;
            config.startup.showJavalinBanner = false;
            new PrismaRoutes(context -> instance, Context::bodyAsBytes).addTo(config.routes);
        });
        server.start("127.0.0.1", 0);
    }

    int port() {
        return server.port();
    }

    PooledConnections connections() {
        return connections;
    }

    Answer post(String path, Object body, String... headers) {
        return post(path, AnswerWriter.text(body).getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer post(String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Prisma-Engine-Hash", "7.10.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(60))
                .build());
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
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

    static Map<String, Object> request(String operation, Object plan, Map<String, Object> parameters) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("operation", operation);
        body.put("plan", plan);
        body.put("params", parameters);
        return body;
    }

    /** Begins a transaction and returns its path. */
    String begin(Map<String, Object> options) {
        Answer answer = post("/transaction/start", options);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return "/transaction/" + answer.json().get("id");
    }

    @Override
    public void close() {
        server.stop();
        instance.close();
        connections.close();
    }
}
