package dev.jprisma.gateway.prisma;

import java.util.Map;

/** What to tell Prisma Client 6 and older, which cannot be served over HTTP. */
final class OldClient {
    private OldClient() {}

    static PrismaError error(String version, String tcpUrlHint) {
        return new PrismaError(
                400,
                "P6001",
                "Prisma Client " + version + " needs the TCP URL: it sends GraphQL to an engine, and the HTTP URL"
                        + " serves the query plans of Prisma Client 7 and newer. `" + tcpUrlHint + "` prints the TCP"
                        + " URL (postgres://...); use it as the datasource's url.",
                Map.of());
    }
}
