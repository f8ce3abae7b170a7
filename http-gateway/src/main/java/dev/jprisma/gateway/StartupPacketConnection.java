package dev.jprisma.gateway;

import dev.jprisma.gateway.http.InstanceRoute;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Tells a client of PostgreSQL, in its own protocol, which port it should have been given. */
final class StartupPacketConnection extends AbstractConnection implements Connection.UpgradeTo {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_ENCRYPTION_REQUEST = 80877104;
    private static final int HEAD = 8;
    private static final int LONGEST = 10_000;
    /** A client asks for each kind once. */
    private static final int MOST_ENCRYPTION_REQUESTS = 2;

    private final IntFunction<InstanceRoute> routes;
    private final ByteBuffer received = BufferUtil.allocate(LONGEST);
    private int encryptionRequests;

    StartupPacketConnection(EndPoint endPoint, Executor executor, IntFunction<InstanceRoute> routes) {
        super(endPoint, executor);
        this.routes = routes;
    }

    @Override
    public void onUpgradeTo(ByteBuffer first) {
        BufferUtil.append(received, first);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        handle();
    }

    @Override
    public void onFillable() {
        try {
            if (getEndPoint().fill(received) < 0) {
                close();
                return;
            }
        } catch (IOException e) {
            close();
            return;
        }
        handle();
    }

    /** A client may first ask for encryption, and is told to go on without. */
    private void handle() {
        if (received.remaining() < HEAD) {
            fillInterested();
            return;
        }
        int length = received.getInt(received.position());
        int code = received.getInt(received.position() + 4);
        boolean asksForEncryption = code == SSL_REQUEST || code == GSS_ENCRYPTION_REQUEST;
        if (asksForEncryption && ++encryptionRequests > MOST_ENCRYPTION_REQUESTS) {
            close();
        } else if (asksForEncryption) {
            received.position(received.position() + HEAD);
            getEndPoint().write(Callback.from(this::handle, failure -> close()), BufferUtil.toBuffer("N"));
        } else if (length < HEAD || length > LONGEST) {
            close();
        } else if (received.remaining() < length) {
            fillInterested();
        } else if (getEndPoint().getLocalSocketAddress() instanceof InetSocketAddress local) {
            getEndPoint().write(Callback.from(this::close), ByteBuffer.wrap(errorResponse(local.getPort())));
        } else {
            // It was closed this moment, and has no address any more.
            close();
        }
    }

    private byte[] errorResponse(int port) {
        InstanceRoute route = routes.apply(port);
        if (route == null) {
            return errorResponse("The instance of this port has just stopped.", "\"jprisma dev ls\" shows what runs.");
        }
        String name = route.target().name();
        ServerAddress server = route.target().server();
        return errorResponse(
                "Port " + port + " is the HTTP port of the instance " + name + "; its PostgreSQL listens on "
                        + (server.host().equals("127.0.0.1") ? "port " + server.port() : server.hostsAndPorts()) + ".",
                "\"jprisma dev url " + name + "\" prints the URL to use.");
    }

    private static byte[] errorResponse(String message, String hint) {
        return ServerError.of("FATAL", "08004", message).withHint(hint).toMessage();
    }
}
