package dev.jprisma.state;

/** The URLs by which clients over HTTP reach a port of this machine's gateway. */
public final class GatewayUrl {
    private GatewayUrl() {}

    /** {@code http://localhost:51213}, without the key. */
    public static String http(int port) {
        return "http://localhost:" + port;
    }

    /** For Prisma Client: {@code prisma+postgres://localhost:51213/?api_key=...}. */
    public static String prisma(int port, String apiKey) {
        return "prisma+postgres://localhost:" + port + "/?api_key=" + apiKey;
    }
}
