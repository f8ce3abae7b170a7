package dev.jprisma.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;

/**
 * Jetty's side of all ports: one selector thread accepts and reads on every one of them. Jetty's own connector has a
 * port and threads of its own each; here a port costs two sockets, and is open or closed in a millisecond.
 */
final class LoopbackConnector extends AbstractConnector {

    private final SelectorManager selectors = new Selectors();
    private final Duration headTimeout;

    /** @param headTimeout for the line and the headers of a request to arrive */
    LoopbackConnector(Server server, Duration headTimeout, ConnectionFactory... protocols) {
        super(server, null, null, null, 0, protocols);
        this.headTimeout = headTimeout;
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

        Selectors() {
            super(LoopbackConnector.this.getExecutor(), LoopbackConnector.this.getScheduler(), 1);
        }

        @Override
        protected void accepted(SelectableChannel channel) throws IOException {
            channel.configureBlocking(false);
            ((SocketChannel) channel).setOption(StandardSocketOptions.TCP_NODELAY, true);
            accept(channel);
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            EndPoint endPoint =
                    new LoopbackEndPoint((SocketChannel) channel, selector, key, getScheduler(), headTimeout);
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
