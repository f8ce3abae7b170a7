package dev.jprisma.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientEndPointTest {
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "answered".getBytes(StandardCharsets.US_ASCII);

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server) {
        @Override
        protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            return new ClientEndPoint(channel, selector, key, getScheduler(), getExecutor());
        }
    };

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        connector.setHost("127.0.0.1");
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Content.Sink.write(response, true, new String(END, StandardCharsets.US_ASCII), callback);
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    /** The watch may look at a client whose request has just been answered, and who is sending the next. */
    @Test
    void losesNoRequestOfAClientThatIsLookedAtAllTheTime() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread watch = new Thread(() -> {
            while (!done.get()) {
                connector.getConnectedEndPoints().stream()
                        .map(ClientEndPoint.class::cast)
                        .forEach(ClientEndPoint::isClientGone);
            }
        });
        try (Socket client = new Socket("127.0.0.1", connector.getLocalPort())) {
            client.setSoTimeout(30_000);
            client.setTcpNoDelay(true);
            watch.start();
            for (int i = 0; i < 2_000; i++) {
                client.getOutputStream().write(REQUEST);
                assertThat(readAnswer(client.getInputStream())).isTrue();
            }
        } finally {
            done.set(true);
            watch.join();
        }
    }

    private static boolean readAnswer(InputStream in) throws Exception {
        int matched = 0;
        while (matched < END.length) {
            int read = in.read();
            if (read < 0) {
                return false;
            }
            matched = read == END[matched] ? matched + 1 : 0;
        }
        return true;
    }
}
