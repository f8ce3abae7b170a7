package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the memory of this JVM, which is the gateway's too. */
class LargeAnswersTest {

    private static final long LOOK_EVERY = 30_000_000;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

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
                "/v0/statement|select decode(repeat('00ff', 50000000), 'hex')|130000000"
            })
    void areStreamedInLittleMemory(String path, String query, long atLeast) throws IOException {
        gateway.sql("select 1");
        long before = used();
        long most = 0;
        long bytes = 0;
        try (RawClient client = gateway.connect()) {
            String body = path.equals("/sql") ? TestGateway.body(query) : "{\"query\": \"" + query + "\"}";
            client.send("POST " + path + " HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION
                    + "Content-Length: " + body.getBytes().length + "\n\n");
            client.sendBytes(body.getBytes());
            InputStream in = client.socket().getInputStream();
            byte[] buffer = new byte[1 << 20];
            boolean ended = false;
            for (long nextLook = LOOK_EVERY; !ended; ) {
                int count = in.read(buffer);
                bytes += count;
                ended = endsWithLastChunk(buffer, count);
                if (bytes > nextLook) {
                    most = Math.max(most, used() - before);
                    nextLook += LOOK_EVERY;
                }
            }
        }
        assertThat(bytes).isGreaterThan(atLeast);
        assertThat(most).isLessThan(30 * 1024 * 1024);
    }

    private static boolean endsWithLastChunk(byte[] buffer, int count) {
        String end = new String(buffer, Math.max(0, count - 7), Math.min(7, count));
        return end.endsWith("\r\n0\r\n\r\n");
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
