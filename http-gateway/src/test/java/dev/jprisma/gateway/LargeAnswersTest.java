package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the memory of this JVM, which is the gateway's too. */
class LargeAnswersTest {

    private static final long LOOK_EVERY = 30_000_000;

    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private static final String QUERY_RAW = """
            {"operation": "queryRaw", "params": {}, "plan": {
              "type": "query", "args": {"type": "rawSql", "sql": "%s", "args": [], "argTypes": []}}}
            """;
    private static final String FIND_MANY = """
            {"operation": "findMany", "params": {}, "plan": {"type": "dataMap", "args": {
              "expr": {"type": "query", "args": {"type": "templateSql", "args": [], "argTypes": [], "chunkable": false,
                "fragments": [{"type": "stringChunk", "chunk": "%s"}],
                "placeholderFormat": {"prefix": "$", "hasNumbering": true}}},
              "structure": {"type": "object", "serializedName": null, "skipNulls": false, "fields": {
                "i": {"type": "field", "dbName": "i", "fieldType": {"arity": "required", "type": "int"}},
                "t": {"type": "field", "dbName": "t", "fieldType": {"arity": "required", "type": "string"}}}},
              "enums": {}}}}
            """;

    @RegisterExtension
    private static final TestGateway gateway = new TestGateway();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/sql|select generate_series(1, 1000000), repeat('é', 100)|200000000",
                "/sql|select repeat('x', 100000000)|100000000",
                "/sql|select repeat('\"é', 20000000) as q|80000000",
                "/sql|select jsonb_build_array(repeat('x', 100000000))|100000000",
                "/sql|select repeat('y', 3000000) from generate_series(1, 40)|120000000",
                "/v0/statement|select generate_series(1, 1000000), repeat('é', 100)|200000000",
                "/v0/statement|select repeat('x', 100000000)|100000000",
                "findMany|select i, repeat('é', 100) as t from generate_series(1, 1000000) i|200000000",
                "queryRaw|select i, repeat('é', 100) as t from generate_series(1, 1000000) i|200000000",
                "/v0/statement|select decode(repeat('00ff', 50000000), 'hex')|130000000"
            })
    void areStreamedInLittleMemory(String pathOrOperation, String query, long atLeast) throws IOException {
        gateway.sql("select 1");
        long before = used();
        long most = 0;
        long bytes = 0;
        try (RawClient client = gateway.connect()) {
            String path = pathOrOperation.startsWith("/") ? pathOrOperation : "/query";
            String body = body(pathOrOperation, query);
            client.send("POST " + path + " HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION
                    + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\n\n");
            client.sendBytes(body.getBytes(StandardCharsets.UTF_8));
            InputStream in = client.socket().getInputStream();
            byte[] buffer = new byte[1 << 20];
            String end = "";
            for (long nextLook = LOOK_EVERY; !end.endsWith(LAST_CHUNK); ) {
                int count = in.read(buffer);
                bytes += count;
                int kept = Math.min(LAST_CHUNK.length(), count);
                end += new String(buffer, count - kept, kept, StandardCharsets.US_ASCII);
                end = end.substring(Math.max(0, end.length() - LAST_CHUNK.length()));
                if (bytes > nextLook) {
                    most = Math.max(most, used() - before);
                    nextLook += LOOK_EVERY;
                }
            }
        }
        assertThat(bytes).isGreaterThan(atLeast);
        assertThat(most).isLessThan(30 * 1024 * 1024);
    }

    private static String body(String pathOrOperation, String query) {
        return switch (pathOrOperation) {
            case "/sql" -> TestGateway.body(query);
            case "queryRaw" -> QUERY_RAW.formatted(query);
            case "findMany" -> FIND_MANY.formatted(query);
            default -> "{\"query\": \"" + query + "\"}";
        };
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
