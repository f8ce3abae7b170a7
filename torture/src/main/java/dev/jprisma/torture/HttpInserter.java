package dev.jprisma.torture;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /sql}, a row a request. */
final class HttpInserter implements Inserter {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Above every blow: a daemon that was stopped goes on after it. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String QUERY =
            "insert into witnessed values ($1::int, $2::int) returning (select name from identity)";

    private final Subject subject;
    private final HttpRequest.Builder request;

    HttpInserter(Subject subject, Address address) {
        this.subject = subject;
        this.request =
                HttpRequest.newBuilder(address.sql()).timeout(LIMIT).header("Authorization", "Bearer " + address.key());
    }

    @Override
    public void insert(int witness, int row) throws SQLException, IOException, InterruptedException {
        String query = "{\"query\":\"" + QUERY + "\",\"params\":[" + witness + "," + row + "]}";
        HttpResponse<String> response = ask(query);
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
        subject.requireItself(
                JsonMapper.shared().readTree(response.body()).at("/rows/0/name").asString(""));
    }

    private HttpResponse<String> ask(String query) throws IOException, InterruptedException {
        try {
            return CLIENT.send(request.POST(BodyPublishers.ofString(query)).build(), BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            subject.mistaken(
                    "a request over HTTP to " + subject.name() + " has no answer after " + LIMIT.toSeconds() + " s");
            throw e;
        }
    }

    @Override
    public void close() {
        // Its client is shared, and keeps the connection.
    }
}
