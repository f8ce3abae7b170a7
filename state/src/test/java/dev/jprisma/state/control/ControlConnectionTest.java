package dev.jprisma.state.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HomeIdentity;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class ControlConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final HomeIdentity HOME = new HomeIdentity("this one");

    @TempDir
    Path folder;

    private ServerSocketChannel listener;
    private ControlConnection client;
    private SocketChannel accepted;
    private ControlConnection server;

    @BeforeEach
    void connect() throws IOException {
        Path socket = folder.resolve("s");
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        client = ControlConnection.open(socket, LIMIT).orElseThrow();
        accepted = listener.accept();
        server = new ControlConnection(accepted);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        listener.close();
    }

    @Test
    void carriesRequestsAnswersAndNotifications() throws IOException {
        client.send(ControlMessage.request(7, HOME, Methods.DAEMON_STOP, new StopDaemon(true)));
        ControlMessage request = server.receive().orElseThrow();
        assertThat(request.id()).isEqualTo(7);
        assertThat(request.params().to(StopDaemon.class).all()).isTrue();

        server.send(ControlMessage.notification(Methods.PROGRESS, new Progress("zwölf\nlines", false)));
        server.send(ControlMessage.failure(7L, ErrorKind.NOT_FOUND, "no"));
        assertThat(client.receive().orElseThrow().params().to(Progress.class).message())
                .isEqualTo("zwölf\nlines");
        assertThat(ErrorKind.ofCode(client.receive().orElseThrow().error().code()))
                .isEqualTo(ErrorKind.NOT_FOUND);
    }

    @Test
    void sendsWhileAnotherThreadWaitsForAMessage() throws IOException {
        CompletableFuture<ControlMessage> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return client.receive().orElseThrow();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        client.send(ControlMessage.request(1, HOME, "a", new Progress("x", false)));
        assertThat(server.receive()).isPresent();
        server.send(ControlMessage.result(1, new Progress("y", false)));

        assertThat(waiting.join().result().to(Progress.class).message()).isEqualTo("y");
    }

    @Test
    void theOtherEndsCloseIsTheEnd() throws IOException {
        client.close();

        assertThat(server.receive()).isEmpty();
    }

    @Test
    void whatIsNoMessageIsAnError() throws IOException {
        accepted.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(client::receive)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Not a control message");
    }

    @Test
    void connectsNoLongerThanItMayWhereTooManyWait() throws IOException {
        Path full = folder.resolve("full");
        List<ControlConnection> waiting = new ArrayList<>();
        try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(UnixDomainSocketAddress.of(full), 1);
            Optional<ControlConnection> next = ControlConnection.open(full, Duration.ZERO);
            while (next.isPresent()) {
                waiting.add(next.get());
                next = ControlConnection.open(full, Duration.ZERO);
            }
            assertThat(waiting).hasSizeLessThan(10);
        }
        for (ControlConnection connection : waiting) {
            connection.close();
        }
    }
}
