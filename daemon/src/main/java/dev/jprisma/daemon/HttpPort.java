package dev.jprisma.daemon;

import dev.jprisma.gateway.GatewayEndpoint;
import dev.jprisma.gateway.HttpGateway;
import dev.jprisma.gateway.LoopbackListener;
import dev.jprisma.gateway.PortInUseException;
import dev.jprisma.gateway.settings.GatewayTarget;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP port of an instance: bound at once, so that it is nobody else's, and answering when it is opened and the
 * gateway has started. Who connects before waits for that. Safe for threads.
 */
final class HttpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

    private final String name;
    private final LoopbackListener listener;
    /** Guarded by this, as is what follows. */
    private GatewayEndpoint endpoint;

    private boolean opened;
    private boolean closed;

    /** @throws JprismaException ({@link ErrorKind#PORT_TAKEN}) if the port cannot be bound */
    HttpPort(String name, int port) {
        this.name = name;
        try {
            this.listener = LoopbackListener.bind(port);
        } catch (PortInUseException e) {
            throw new JprismaException(
                    ErrorKind.PORT_TAKEN, name + ": the HTTP port " + port + " was taken meanwhile", e);
        }
    }

    /** Does nothing the second time. */
    void open(CompletableFuture<HttpGateway> gateway, GatewayTarget target) {
        synchronized (this) {
            if (opened) {
                return;
            }
            opened = true;
        }
        gateway.thenAccept(started -> lead(started, target)).whenComplete((opened, failure) -> {
            if (failure != null) {
                LOG.error("{}: its HTTP port does not answer", name, failure);
                close();
            }
        });
    }

    private synchronized void lead(HttpGateway gateway, GatewayTarget target) {
        if (!closed) {
            endpoint = gateway.open(target, listener);
        }
    }

    @Override
    public void close() {
        GatewayEndpoint leading;
        synchronized (this) {
            closed = true;
            leading = endpoint;
        }
        if (leading == null) {
            listener.close();
        } else {
            leading.close();
        }
    }
}
