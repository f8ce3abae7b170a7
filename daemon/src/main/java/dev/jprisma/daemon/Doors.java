package dev.jprisma.daemon;

import dev.jprisma.gateway.GatewayEndpoint;
import java.util.concurrent.CompletableFuture;

/** What the daemon itself listens on for an instance while that runs. */
final class Doors implements AutoCloseable {
    private final CompletableFuture<GatewayEndpoint> gateway;
    private final ShadowDatabase shadow;
    private final ShadowPort shadowPort;

    Doors(CompletableFuture<GatewayEndpoint> gateway, ShadowDatabase shadow, ShadowPort shadowPort) {
        this.gateway = gateway;
        this.shadow = shadow;
        this.shadowPort = shadowPort;
    }

    @Override
    public void close() {
        gateway.handle((opened, failure) -> {
                    if (opened != null) {
                        opened.close();
                    }
                    return null;
                })
                .join();
        shadowPort.close();
        shadow.close();
    }
}
