package dev.jprisma.gateway;

import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * HTTP/1.1, each connection parsed by one thread at a time. Jetty by itself lets the thread that has refused a
 * malformed request go on while the one that has parsed it is not done; seldom, both give back the same buffer and one
 * of them fails ("already released", jetty.project issue 12939).
 */
final class HttpFactory extends HttpConnectionFactory {

    HttpFactory(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        HttpConnection connection = new SerialConnection(getHttpConfiguration(), connector, endPoint);
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }

    private static final class SerialConnection extends HttpConnection {
        private final ReentrantLock parsing = new ReentrantLock();

        SerialConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
        }

        @Override
        public void onFillable() {
            parsing.lock();
            try {
                super.onFillable();
            } finally {
                parsing.unlock();
            }
        }
    }
}
