package dev.jprisma.gateway.access;

import dev.jprisma.state.LoopbackAuthority;
import java.util.List;
import org.eclipse.jetty.http.HttpURI;

/**
 * Lets through what was addressed to this machine by one of its own names and the right port. A web page whose name was
 * made to point here (DNS rebinding) sends that name.
 */
final class HostCheck {

    private HostCheck() {}

    /**
     * @param hosts every Host header there is
     * @param uri of the request, which may name another host
     * @param port on which the request arrived
     */
    static Refusal check(List<String> hosts, HttpURI uri, int port) {
        boolean allowed = hosts.size() == 1
                && LoopbackAuthority.names(hosts.get(0), port)
                && (uri.getAuthority() == null || LoopbackAuthority.names(uri.getAuthority(), port));
        return allowed
                ? null
                : Refusal.of(
                        403,
                        "HOST_NOT_ALLOWED",
                        "Requests must be addressed to localhost:" + port + ", 127.0.0.1:" + port + " or [::1]:" + port
                                + ", with one Host header that says so.");
    }
}
