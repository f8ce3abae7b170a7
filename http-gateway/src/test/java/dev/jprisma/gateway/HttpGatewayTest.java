package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.settings.GatewayTarget;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerErrorException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HttpGatewayTest {

    @RegisterExtension
    private static final TestGateway gateway = new TestGateway();

    @Test
    void answersOnEveryLoopbackAddressWithoutAKey() throws IOException {
        for (InetAddress address : LoopbackPort.addresses()) {
            try (RawClient client = new RawClient(address.getHostAddress(), gateway.port())) {
                client.send("GET /health HTTP/1.1\nHost: localhost:PORT\n\n");
                RawClient.Response response = client.read();
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body()).isEqualTo("{\"name\":\"tested\",\"status\":\"ok\"}");
                assertThat(response.headers()).containsEntry("cache-control", "no-store");
            }
        }
    }

    @Test
    void tellsBrowsersToTakeNoAnswerForAnotherType() throws IOException {
        for (String request : List.of(
                "GET /health HTTP/1.1\nHost: localhost:PORT\n\n",
                "GET /nowhere HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION + "\n",
                "GET /health HTTP/1.1\nHost: evil.example\n\n",
                "POST /sql HTTP/1.1\nHost: localhost:PORT\nContent-Length: 0\n\n",
                "POST /sql HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION + "Content-Length: 2\n\n{}",
                "malformed\n\n")) {
            assertThat(RawClient.exchange(gateway.port(), request).headers())
                    .as(request)
                    .containsEntry("x-content-type-options", "nosniff");
        }
    }

    @Test
    void leadsEachPortToItsOwnInstance() throws IOException {
        GatewayTarget other = new GatewayTarget("other", nobody(), "another-key");
        try (GatewayEndpoint endpoint = gateway.gateway().open(other, 0)) {
            assertThat(RawClient.exchange(endpoint.port(), "GET /health HTTP/1.1\nHost: localhost:PORT\n\n")
                            .body())
                    .contains("\"other\"");
            try (RawClient client = new RawClient(endpoint.port())) {
                assertThat(client.post("/sql", TestGateway.AUTHORIZATION, "{}").status())
                        .isEqualTo(401);
            }
            assertThat(gateway.sql("select 1").status()).isEqualTo(200);
        }
    }

    @Test
    void saysThatAPortIsInUseAndLeavesNothingBound() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> gateway.gateway().open(TestGateway.target(), port))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining("" + port);
            assertThatThrownBy(() -> new RawClient("127.0.0.1", port)).isInstanceOf(ConnectException.class);
        }
        assertThatThrownBy(() -> gateway.gateway().open(TestGateway.target(), gateway.port()))
                .isInstanceOf(PortInUseException.class);
    }

    @Test
    void opensAndClosesManyPortsAtOnce() {
        List<GatewayEndpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            endpoints.add(gateway.gateway().open(TestGateway.target(), 0));
        }
        assertThat(endpoints).extracting(GatewayEndpoint::port).doesNotHaveDuplicates();
        endpoints.forEach(GatewayEndpoint::close);
        endpoints.forEach(GatewayEndpoint::close);
        for (GatewayEndpoint endpoint : endpoints) {
            assertThatCode(() -> gateway.gateway()
                            .open(TestGateway.target(), endpoint.port())
                            .close())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void freesItsPortHoweverSoonItIsClosed() {
        int port = FreePort.choose();
        for (int i = 0; i < 500; i++) {
            gateway.gateway().open(TestGateway.target(), port).close();
        }
    }

    @Test
    void endsConnectionsAndStatementsWhenItsPortIsClosed() throws IOException {
        GatewayEndpoint endpoint = gateway.gateway().open(TestGateway.target(), 0);
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> {
            try (RawClient client = new RawClient(endpoint.port())) {
                client.post("/sql", TestGateway.AUTHORIZATION, TestGateway.body("select pg_sleep(60) /* closed */"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        try (RawClient idle = new RawClient(endpoint.port());
                PostgresConnection observer = TestServer.get().connect()) {
            idle.send("GET /health HTTP/1.1\nHost: localhost:PORT\n\n");
            idle.read();
            await().until(() -> Queries.active(observer, "/* closed */") == 1);
            endpoint.close();
            assertThat(idle.socket().getInputStream().read()).isEqualTo(-1);
            await().until(slow::isDone); // with an error of the statement, or of the connection
            await().until(() -> Queries.active(observer, "/* closed */") == 0);
        }
        assertThatThrownBy(() -> new RawClient(endpoint.port())).isInstanceOf(ConnectException.class);
    }

    @Test
    void saysWhenThereIsNoServer() throws IOException {
        try (GatewayEndpoint endpoint =
                        gateway.gateway().open(new GatewayTarget("gone", nobody(), TestGateway.KEY), 0);
                RawClient client = new RawClient(endpoint.port())) {
            RawClient.Response response = client.post("/sql", TestGateway.AUTHORIZATION, TestGateway.body("select 1"));
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.json().get("code").asString()).isEqualTo("DATABASE_UNREACHABLE");
        }
    }

    @Test
    void keepsAConnectionForManyRequestsEvenPipelined() throws IOException {
        try (RawClient client = gateway.connect()) {
            client.send("GET /health HTTP/1.1\nHost: localhost:PORT\n\n".repeat(3));
            for (int i = 0; i < 3; i++) {
                assertThat(client.read().status()).isEqualTo(200);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(client.post("/sql", TestGateway.AUTHORIZATION, TestGateway.body("select " + i))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void saysWhatDoesNotExist() throws IOException {
        try (RawClient client = gateway.connect()) {
            RawClient.Response missing = client.post("/nowhere", TestGateway.AUTHORIZATION, "");
            assertThat(missing.status()).isEqualTo(404);
            assertThat(missing.json().get("message").asString()).contains("POST /nowhere");
            client.send("GET /sql HTTP/1.1\nHost: localhost:PORT\n" + TestGateway.AUTHORIZATION + "\n");
            RawClient.Response wrongMethod = client.read();
            assertThat(wrongMethod.status()).isEqualTo(405);
            assertThat(wrongMethod.json().get("error").asString()).contains("GET /sql");
        }
    }

    @Test
    void tellsAPostgresClientWhichPortToUse() throws IOException {
        ServerAddress server = TestServer.get().address();
        ServerAddress mistaken = new ServerAddress("127.0.0.1", gateway.port(), "postgres", "postgres", "postgres");
        assertThatThrownBy(() -> PostgresConnection.open(mistaken, Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(ServerErrorException.class, e -> {
                    assertThat(e.error().message()).contains("HTTP port of the instance tested", "" + server.port());
                    assertThat(e.error().hint()).contains("jprisma dev url tested");
                });
        try (RawClient client = gateway.connect()) {
            client.sendBytes(new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 22, 47});
            assertThat(client.socket().getInputStream().read()).isEqualTo('N');
            client.sendBytes(new byte[] {0, 0, 0, 9, 0, 3, 0, 0, 0});
            assertThat(new String(client.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("E")
                    .contains("HTTP port");
        }
        try (RawClient client = gateway.connect()) {
            byte[] sslRequest = {0, 0, 0, 8, 4, (byte) 0xd2, 22, 47};
            for (int i = 0; i < 3; i++) {
                client.sendBytes(sslRequest);
            }
            assertThat(client.socket().getInputStream().readAllBytes())
                    .as("asked for encryption again and again")
                    .isEqualTo(new byte[] {'N', 'N'});
        }
        try (RawClient client = gateway.connect()) {
            client.sendBytes(new byte[] {0, 127, 0, 0, 0, 0, 0, 0, 0});
            assertThat(client.socket().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void saysWhatToDoWhereAnInstanceRefusesItsOwnLogin() throws IOException {
        ServerAddress server = TestServer.get().address();
        Map<String, ServerAddress> refused = Map.of(
                "28P01",
                new ServerAddress(server.host(), server.port(), server.user(), "changed", server.database()),
                "3D000",
                server.withDatabase("dropped"));
        for (var each : refused.entrySet()) {
            GatewayTarget target = new GatewayTarget("locked", each.getValue(), TestGateway.KEY);
            try (GatewayEndpoint endpoint = gateway.gateway().open(target, 0);
                    RawClient client = new RawClient(endpoint.port())) {
                RawClient.Response response =
                        client.post("/sql", TestGateway.AUTHORIZATION, TestGateway.body("select 1"));

                assertThat(response.json().get("code").asString()).isEqualTo(each.getKey());
                assertThat(response.json().get("hint").asString()).contains("jprisma dev password locked");
            }
        }
    }

    private static ServerAddress nobody() {
        return new ServerAddress("127.0.0.1", FreePort.choose(), "u", "p", "d");
    }
}
