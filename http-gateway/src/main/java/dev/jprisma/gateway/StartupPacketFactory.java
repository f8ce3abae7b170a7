package dev.jprisma.gateway;

import dev.jprisma.gateway.http.InstanceRoute;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;

/**
 * Recognises clients of PostgreSQL that were given the HTTP port. Their first message begins with its length, so with a
 * zero byte, which no HTTP request does.
 */
final class StartupPacketFactory extends AbstractConnectionFactory implements ConnectionFactory.Detecting {

    private final IntFunction<InstanceRoute> routes;

    StartupPacketFactory(IntFunction<InstanceRoute> routes) {
        super("postgresql");
        this.routes = routes;
    }

    @Override
    public Detection detect(ByteBuffer first) {
        return first.get(first.position()) == 0 ? Detection.RECOGNIZED : Detection.NOT_RECOGNIZED;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(new StartupPacketConnection(endPoint, connector.getExecutor(), routes), connector, endPoint);
    }
}
