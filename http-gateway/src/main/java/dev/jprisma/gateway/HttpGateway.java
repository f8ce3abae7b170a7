package dev.jprisma.gateway;

public final class HttpGateway implements AutoCloseable {
    public static HttpGateway start(GatewaySettings s) {
        return new HttpGateway();
    }

    public GatewayEndpoint open(GatewayTarget t, int port) {
        return new GatewayEndpoint();
    }

    @Override
    public void close() {}
}
