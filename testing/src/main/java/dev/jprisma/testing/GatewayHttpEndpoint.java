package dev.jprisma.testing;

import dev.jprisma.gateway.GatewayEndpoint;
import dev.jprisma.gateway.HttpGateway;
import dev.jprisma.gateway.PortInUseException;
import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.GatewayTarget;
import dev.jprisma.state.ApiKey;
import dev.jprisma.state.GatewayUrl;
import dev.jprisma.state.InstanceName;
import java.util.OptionalInt;

/** A port of this JVM's gateway; the one class that needs its module. */
record GatewayHttpEndpoint(GatewayEndpoint endpoint, String apiKey) implements HttpEndpoint {
    static GatewayHttpEndpoint open(
            OptionalInt port, ServerLogin server, String database, String url, String shadowUrl) {
        String key = ApiKey.of(new InstanceName(database), url, shadowUrl, ApiKey.newSecret());
        try {
            return new GatewayHttpEndpoint(
                    Shared.GATEWAY.open(new GatewayTarget(database, server.address(database), key), port.orElse(0)),
                    key);
        } catch (PortInUseException e) {
            throw new PortNotAvailableException(e.port(), e.getMessage(), e);
        }
    }

    @Override
    public String httpUrl() {
        return GatewayUrl.http(endpoint.port());
    }

    @Override
    public String prismaPostgresUrl() {
        return GatewayUrl.prisma(endpoint.port(), apiKey);
    }

    @Override
    public void close() {
        endpoint.close();
    }

    /** Started when the first port is opened; its threads do not keep the JVM. */
    private static final class Shared {
        static final HttpGateway GATEWAY = HttpGateway.start(GatewaySettings.defaults());
    }
}
