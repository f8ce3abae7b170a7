package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What programs of this machine can do to a daemon without knowing a secret. */
class AbuseTest {
    private static final int DESCRIPTORS = 300;

    @RegisterExtension
    final Product product = new Product();

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aDaemonWithoutDescriptorsWaitsAndAnswersAgain() throws IOException {
        product.shell("ulimit -n " + DESCRIPTORS + "; jprisma dev -d").expectSuccess();
        int http = port("--http");
        for (int i = 0; i < DESCRIPTORS; i++) {
            connect(http);
        }
        connect(port("--shadow"));
        Awaitility.await().until(() -> product.log("daemon.log").contains("No connection can be accepted"));

        for (Socket socket : sockets) {
            socket.close();
        }

        Awaitility.await().until(() -> health(http).startsWith("HTTP/1.1 200"));
        assertThat(product.log("daemon.log").lines().filter(line -> line.contains("can be accepted")))
                .hasSizeLessThan(20);
        assertThat(product.run("daemon", "status").expectSuccess().out()).contains("is running");
    }

    @Test
    void refusalsDoNotFillTheDisk() throws IOException {
        product.run("dev", "-d").expectSuccess();
        int http = port("--http");
        Path log = product.home().resolve("daemon.log");
        long before = Files.size(log);
        for (int i = 0; i < 200; i++) {
            assertThat(exchange(http, "GET /" + "A".repeat(15_000) + " HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(Files.size(log) - before).isBetween(1L, 50_000L);
    }

    @Test
    void noPasswordOfAFailedStatementIsLogged() {
        product.run("dev", "-d").expectSuccess();
        String url = product.run("dev", "url").expectSuccess().line();
        for (String sql : List.of(
                "alter role nosuch password 'hunter2'",
                "do $$begin execute 'alter role nosuch password ''hunter2'''; end$$")) {
            product.shell("psql '" + url + "' -c \"" + sql.replace("$", "\\$") + "\"")
                    .expectExit(1);
        }
        assertThat(product.run("dev", "logs").expectSuccess().out())
                .contains("role \"nosuch\" does not exist")
                .doesNotContain("hunter2");
        assertThat(product.log("daemon.log")).doesNotContain("hunter2");
    }

    private int port(String url) {
        return URI.create(product.run("dev", "url", url).expectSuccess().line()).getPort();
    }

    private void connect(int port) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
    }

    private static String health(int port) throws IOException {
        return exchange(port, "GET /health HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n");
    }

    /** The beginning of the answer; empty if the connection is closed without one. */
    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }
}
