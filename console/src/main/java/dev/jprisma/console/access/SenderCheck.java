package dev.jprisma.console.access;

import dev.jprisma.state.LoopbackAuthority;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Lets through what was addressed to this machine by a name of its own, and not on behalf of another site's page: no
 * page can be allowed here, as it can on an instance's port. A name that was made to point here (DNS rebinding) is in
 * {@code Host}; whose page asks, browsers say in {@code Origin} and {@code Sec-Fetch-Site}.
 */
final class SenderCheck {
    private static final String SITE = "Sec-Fetch-Site";
    private static final Set<String> HARMLESS_SITES = Set.of("same-origin", "none");

    private SenderCheck() {}

    /** Null if it may pass. */
    static Refusal check(Request request, int port) {
        HttpFields headers = request.getHeaders();
        List<String> hosts = headers.getValuesList(HttpHeader.HOST);
        String authority = request.getHttpURI().getAuthority();
        if (hosts.size() != 1
                || !LoopbackAuthority.names(hosts.get(0), port)
                || authority != null && !LoopbackAuthority.names(authority, port)) {
            return new Refusal(
                    403,
                    "HOST_NOT_ALLOWED",
                    "Requests must be addressed to 127.0.0.1:" + port + " or localhost:" + port + ".");
        }
        List<String> origins = headers.getValuesList(HttpHeader.ORIGIN);
        boolean ownOrigin = origins.isEmpty() || origins.equals(List.of("http://" + hosts.get(0)));
        boolean ownSite = HARMLESS_SITES.containsAll(headers.getValuesList(SITE)) || isVisit(request);
        return ownOrigin && ownSite
                ? null
                : new Refusal(
                        403,
                        "ORIGIN_NOT_ALLOWED",
                        "A browser sent this on behalf of a page that may not use the console. Open it by: jprisma"
                                + " console");
    }

    /** A link of any page may lead to ours, in which is nothing before somebody was let in. */
    private static boolean isVisit(Request request) {
        HttpFields headers = request.getHeaders();
        return "GET".equals(request.getMethod())
                && "/".equals(request.getHttpURI().getPath())
                && headers.getValuesList("Sec-Fetch-Mode").equals(List.of("navigate"))
                && headers.getValuesList("Sec-Fetch-Dest").equals(List.of("document"));
    }
}
