package dev.jprisma.gateway.prisma;

import java.util.LinkedHashMap;
import java.util.Map;

/** What to tell Prisma Client 6 and older, which cannot be served over HTTP, in the form that these can show. */
final class OldClient {
    private OldClient() {}

    static Map<String, Object> error(String version, String tcpUrlCommand) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("is_panic", false);
        body.put(
                "message",
                "Prisma Client " + version + " needs the TCP URL: it sends GraphQL to an engine, and the HTTP URL"
                        + " serves the query plans of Prisma Client 7. `" + tcpUrlCommand + "` prints the TCP URL"
                        + " (postgres://...); use it as the url of the datasource.");
        body.put("meta", Map.of());
        body.put("error_code", "P6001");
        return body;
    }
}
