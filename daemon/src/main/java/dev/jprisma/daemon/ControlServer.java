package dev.jprisma.daemon;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.control.ControlConnection;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon's door: a Unix domain socket in a folder that only its owner can enter. */
final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final ServerSocketChannel listener;
    private final RequestHandler handler;
    private final ExecutorService threads;
    private final Set<ControlSession> sessions = ConcurrentHashMap.newKeySet();

    /** Listens at {@code socket}; a stale one there is replaced, since the caller holds the daemon's lock. */
    ControlServer(Path socket, RequestHandler handler, ExecutorService threads) {
        this.handler = handler;
        this.threads = threads;
        try {
            this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "The daemon cannot listen at " + socket + " (" + JprismaHome.reason(e) + ")",
                    e);
        }
    }

    void start() {
        NamedThreads.start("control socket", this::accept);
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel channel = listener.accept();
                ControlSession session = new ControlSession(new ControlConnection(channel), handler, threads);
                sessions.add(session);
                threads.execute(() -> {
                    try {
                        session.serve();
                    } finally {
                        sessions.remove(session);
                    }
                });
            } catch (ClosedChannelException ended) {
                return;
            } catch (IOException e) {
                LOG.warn("A command's connection was lost", e);
            }
        }
    }

    boolean hasSessions() {
        return !sessions.isEmpty();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
