package dev.jprisma.gateway;

public final class GatewayEndpoint implements AutoCloseable {
    @Override
    public void close() {}
}
