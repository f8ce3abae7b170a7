package dev.jprisma.daemon;

import dev.jprisma.gateway.GatewayEndpoint;

/** What the daemon itself listens on for an instance while that runs. */
final class Doors implements AutoCloseable {
    private final GatewayEndpoint gateway;
    private final ShadowDatabase shadow;
    private final ShadowPort shadowPort;

    Doors(GatewayEndpoint gateway, ShadowDatabase shadow, ShadowPort shadowPort) {
        this.gateway = gateway;
        this.shadow = shadow;
        this.shadowPort = shadowPort;
    }

    @Override
    public void close() {
        gateway.close();
        shadowPort.close();
        shadow.close();
    }
}
