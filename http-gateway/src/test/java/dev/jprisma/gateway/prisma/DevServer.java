package dev.jprisma.gateway.prisma;

import dev.jprisma.postgres.wire.ServerAddress;
import io.javalin.Javalin;
import java.util.Map;

final class DevServer {
    public static void main(String[] args) {
        ServerAddress address = new ServerAddress(
                "127.0.0.1", Integer.parseInt(args[1]), "postgres", "postgres", "postgres", Map.of("TimeZone", "UTC"));
        PrismaRoutes routes = new PrismaRoutes(new PooledConnections(address, 10), "dev");
        Javalin.create(config -> {
                    config.http.maxRequestSize = 128 << 20;
                    config.startup.showJavalinBanner = false;
                    routes.addTo(config.routes);
                })
                .start("127.0.0.1", Integer.parseInt(args[0]));
    }
}
