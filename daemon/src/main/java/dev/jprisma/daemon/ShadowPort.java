package dev.jprisma.daemon;

import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.state.AcceptBackoff;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of a shadow database, on the loopback addresses. What stands behind is asked for when a login comes; from
 * then on bytes go through as they are.
 */
final class ShadowPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowPort.class);
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int BACKLOG = 128;
    private static final int MOST_SILENT = 32;
    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(10);

    /** What stands behind the port. */
    interface Backend {
        /** A connection begins, for which the server is started if need be; returns the loopback port it goes to. */
        int acquire();

        /** The same if the server runs; else empty, and no connection begins. */
        OptionalInt acquireIfRunning();

        /** A connection ended. */
        void release();
    }

    private final String name;
    private final Backend backend;
    private final ExecutorService threads;
    private final List<ServerSocket> listeners = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Newcomers newcomers = new Newcomers(MOST_SILENT);
    private boolean opened;
    private volatile boolean closed;

    /**
     * Binds the port.
     *
     * @throws JprismaException ({@link ErrorKind#PORT_TAKEN}) if the port cannot be bound
     */
    ShadowPort(String name, int port, Backend backend, ExecutorService threads) {
        this.name = name;
        this.backend = backend;
        this.threads = threads;
        try {
            for (InetAddress address : LoopbackPort.addresses()) {
                ServerSocket listener = new ServerSocket();
                listeners.add(listener);
                listener.setReuseAddress(true);
                listener.bind(new InetSocketAddress(address, port), BACKLOG);
            }
        } catch (IOException e) {
            close();
            throw new JprismaException(
                    ErrorKind.PORT_TAKEN, name + ": the shadow database port " + port + " was taken meanwhile", e);
        }
    }

    /** From now on connections are answered; those that came before have waited. Does nothing the second time. */
    void open() {
        if (opened) {
            return;
        }
        opened = true;
        for (ServerSocket listener : listeners) {
            NamedThreads.start(name + " shadow port", () -> acceptFrom(listener));
        }
    }

    private void acceptFrom(ServerSocket listener) {
        AcceptBackoff backoff = new AcceptBackoff();
        while (!closed) {
            try {
                Socket client = listener.accept();
                if (backoff.succeeded()) {
                    LOG.info("{}: its shadow port accepts connections again", name);
                }
                open.add(client);
                newcomers.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!closed) {
                    awaitNextTry(backoff, e);
                }
            }
        }
    }

    private void awaitNextTry(AcceptBackoff backoff, IOException failure) {
        if (!backoff.isFailing()) {
            LOG.warn("{}: its shadow port cannot accept connections: {}", name, failure.getMessage());
        }
        LockSupport.parkNanos(backoff.failed().toNanos());
    }

    private void serve(Socket client) {
        try (client) {
            ShadowLogin login = readLogin(client);
            ServerError refusal = login.refusal(name);
            if (refusal == null) {
                refusal = passOn(login, client);
            }
            if (refusal != null) {
                refuse(client, refusal);
            }
        } catch (JprismaException e) {
            LOG.warn("{}: its shadow database is not there", name, e);
            refuse(client, ServerError.of("FATAL", "57P03", e.getMessage()));
        } catch (IOException e) {
            LOG.debug("{}: a shadow connection broke: {}", name, e.getMessage());
        } finally {
            open.remove(client);
        }
    }

    private ShadowLogin readLogin(Socket client) throws IOException {
        try {
            return ShadowLogin.read(client, LOGIN_LIMIT);
        } finally {
            newcomers.remove(client);
        }
    }

    /** Returns why there was no session; null if there was one, or none was wanted. */
    private ServerError passOn(ShadowLogin login, Socket client) throws IOException {
        OptionalInt port = login.isForShadow() ? OptionalInt.of(backend.acquire()) : backend.acquireIfRunning();
        if (port.isEmpty()) {
            return login.isCancelRequest() ? null : login.notFound();
        }
        try {
            relay(login, client, port.getAsInt());
            return null;
        } finally {
            backend.release();
        }
    }

    private void relay(ShadowLogin login, Socket client, int port) throws IOException {
        try (Socket server = new Socket(LoopbackPort.addresses().get(0), port)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(server);
            server.getOutputStream().write(login.startup().toBytes());
            threads.execute(() -> pump(server, client));
            pump(client, server);
            open.remove(server);
        }
    }

    /** Copies until one side ends; then both end, since neither a client nor a server of Postgres talks on half. */
    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            LOG.debug("A shadow connection ended: {}", e.getMessage());
        }
    }

    private static void refuse(Socket client, ServerError reason) {
        try {
            client.getOutputStream().write(reason.toMessage());
        } catch (IOException e) {
            LOG.debug("The client was gone before it could be told: {}", reason, e);
        }
    }

    /** Frees the port and ends its connections. */
    @Override
    public void close() {
        closed = true;
        listeners.forEach(ShadowPort::closeQuietly);
        open.forEach(ShadowPort::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (SocketException e) {
            LOG.debug("Closed already", e);
        } catch (Exception e) {
            LOG.warn("A socket did not close", e);
        }
    }
}
