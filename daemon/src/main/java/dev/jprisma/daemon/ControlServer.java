package dev.jprisma.daemon;

import dev.jprisma.state.AcceptBackoff;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.PeerUser;
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
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon's control socket: a Unix domain socket in a folder that only its owner can enter. */
final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final ServerSocketChannel listener;
    private final RequestHandler handler;
    private final ExecutorService threads;
    private final KeepAlive keepAlive;
    private final Set<ControlSession> sessions = ConcurrentHashMap.newKeySet();

    /** Listens at {@code socket}; a stale one there is replaced, since the caller holds the daemon's lock. */
    ControlServer(Path socket, RequestHandler handler, ExecutorService threads) {
        this.handler = handler;
        this.threads = threads;
        this.keepAlive = new KeepAlive(threads);
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

    /** Goes on whatever happens: a daemon that nobody can ask is worse than none. */
    private void accept() {
        AcceptBackoff backoff = new AcceptBackoff();
        while (listener.isOpen()) {
            try {
                serve(listener.accept());
                if (backoff.succeeded()) {
                    LOG.info("The control socket accepts commands again");
                }
            } catch (ClosedChannelException ended) {
                return;
            } catch (Throwable e) {
                if (!backoff.isFailing()) {
                    LOG.warn("The control socket cannot accept a command: {}", e.toString());
                }
                LockSupport.parkNanos(backoff.failed().toNanos());
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        try {
            PeerUser.requireOurs(channel);
        } catch (IOException e) {
            channel.close();
            LOG.warn("A connection is refused: {}", e.getMessage());
            return;
        }
        ControlSession session = new ControlSession(new ControlConnection(channel), handler, threads, keepAlive);
        sessions.add(session);
        try {
            threads.execute(() -> {
                try {
                    session.serve();
                } finally {
                    sessions.remove(session);
                }
            });
        } catch (Throwable e) {
            sessions.remove(session);
            channel.close();
            throw e;
        }
    }

    boolean hasSessions() {
        return !sessions.isEmpty();
    }

    /** Takes no more commands; those that are there stay until {@link #endSessions}. */
    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Ends the connections. What a command holds would end with its own, so the instances are left before. */
    void endSessions() {
        sessions.forEach(ControlSession::abort);
    }
}
