package dev.jprisma.gateway;

import dev.jprisma.gateway.settings.BodySettings;
import dev.jprisma.state.AcceptBackoff;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty's side of all ports: one selector thread accepts and reads on every one of them. Jetty's own connector has a
 * port and threads of its own each; here a port costs two sockets, and is open or closed in a millisecond.
 */
final class LoopbackConnector extends AbstractConnector {

    private static final Logger LOG = LoggerFactory.getLogger(LoopbackConnector.class);

    private final SelectorManager selectors = new Selectors();
    private final BodySettings bodies;

    /**
     * @param threads for requests; nothing more than an executor, or the selector would hand over its own work to them
     * @param bodies how long the line and the headers of a request may take to arrive, and how long bodies may be
     */
    LoopbackConnector(Server server, Executor threads, BodySettings bodies, ConnectionFactory... protocols) {
        super(server, threads, null, null, 0, protocols);
        this.bodies = bodies;
        installBean(selectors, true);
    }

    /** Accepts connections from that socket until what is returned is closed, and then the socket. */
    Closeable accept(ServerSocketChannel socket) throws IOException {
        socket.configureBlocking(false);
        return selectors.acceptor(socket);
    }

    /** Ends every connection to that port. */
    void closeConnections(int port) {
        for (EndPoint endPoint : getConnectedEndPoints()) {
            if (endPoint.getLocalSocketAddress() instanceof InetSocketAddress local && local.getPort() == port) {
                endPoint.close();
            }
        }
    }

    @Override
    protected void accept(int acceptorId) {
        throw new UnsupportedOperationException("The selector accepts.");
    }

    @Override
    public Object getTransport() {
        return null;
    }

    private final class Selectors extends SelectorManager {

        /** Of the one thread that accepts. */
        private final AcceptBackoff backoff = new AcceptBackoff();

        private volatile Selector selector;

        Selectors() {
            super(LoopbackConnector.this.getExecutor(), LoopbackConnector.this.getScheduler(), 1);
        }

        @Override
        protected ManagedSelector newSelector(int id) {
            return new ManagedSelector(this, id) {
                @Override
                protected void onSelectFailed(Throwable cause) {
                    Thread thread = Thread.currentThread();
                    thread.getUncaughtExceptionHandler()
                            .uncaughtException(thread, new Error("The selector of all HTTP ports has ended", cause));
                }
            };
        }

        @Override
        protected Selector newSelector() throws IOException {
            selector = super.newSelector();
            return selector;
        }

        @Override
        protected SelectableChannel doAccept(SelectableChannel server) throws IOException {
            try {
                SelectableChannel client = super.doAccept(server);
                if (client != null && backoff.succeeded()) {
                    LOG.info("Connections are accepted again");
                }
                return client;
            } catch (IOException e) {
                if (!server.isOpen()) {
                    throw e;
                }
                pause(server, e);
                return null;
            }
        }

        /** The selector would tell of the same connection again at once. */
        private void pause(SelectableChannel server, IOException failure) {
            if (!backoff.isFailing()) {
                LOG.warn("No connection can be accepted: {}", failure.getMessage());
            }
            server.keyFor(selector).interestOps(0);
            long millis = backoff.failed().toMillis();
            getScheduler().schedule(() -> resume(server), millis, TimeUnit.MILLISECONDS);
        }

        private void resume(SelectableChannel server) {
            SelectionKey key = server.keyFor(selector);
            if (key != null && key.isValid()) {
                key.interestOps(SelectionKey.OP_ACCEPT);
                selector.wakeup();
            }
        }

        @Override
        protected void accepted(SelectableChannel channel) throws IOException {
            channel.configureBlocking(false);
            ((SocketChannel) channel).setOption(StandardSocketOptions.TCP_NODELAY, true);
            accept(channel);
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            EndPoint endPoint = new LoopbackEndPoint(
                    (SocketChannel) channel,
                    selector,
                    key,
                    getScheduler(),
                    getExecutor(),
                    getServer(),
                    bodies.timeout(),
                    bodies.limit());
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }

        @Override
        public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment) {
            return getDefaultConnectionFactory().newConnection(LoopbackConnector.this, endPoint);
        }

        @Override
        protected void endPointOpened(EndPoint endPoint) {
            super.endPointOpened(endPoint);
            onEndPointOpened(endPoint);
        }

        @Override
        protected void endPointClosed(EndPoint endPoint) {
            onEndPointClosed(endPoint);
            super.endPointClosed(endPoint);
        }
    }
}
