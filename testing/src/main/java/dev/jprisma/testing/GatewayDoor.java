package dev.jprisma.testing;

import dev.jprisma.gateway.GatewayEndpoint;
import dev.jprisma.gateway.GatewaySettings;
import dev.jprisma.gateway.GatewayTarget;
import dev.jprisma.gateway.HttpGateway;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.ApiKey;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.InstanceName;
import java.util.OptionalInt;

/** A gateway; the one class that needs its module. */
record GatewayDoor(HttpGateway gateway, GatewayEndpoint endpoint, String apiKey, int port) implements HttpDoors.Door {
    static GatewayDoor open(OptionalInt wantedPort, int databasePort, String database, String url, String shadowUrl) {
        int port = wantedPort.orElseGet(FreePort::choose);
        String key = ApiKey.of(new InstanceName(database), url, shadowUrl, ApiKey.newSecret());
        ServerAddress server =
                new ServerAddress("127.0.0.1", databasePort, Credentials.USER, Credentials.PASSWORD, database);
        HttpGateway gateway = HttpGateway.start(GatewaySettings.defaults());
        try {
            GatewayEndpoint endpoint = gateway.open(new GatewayTarget(database, server, key), port);
            return new GatewayDoor(gateway, endpoint, key, port);
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    @Override
    public String httpUrl() {
        return "http://localhost:" + port;
    }

    @Override
    public String prismaPostgresUrl() {
        return "prisma+postgres://localhost:" + port + "/?api_key=" + apiKey;
    }

    @Override
    public void close() {
        endpoint.close();
        gateway.close();
    }
}
