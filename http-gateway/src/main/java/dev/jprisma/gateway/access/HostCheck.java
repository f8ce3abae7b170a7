package dev.jprisma.gateway.access;

import java.util.List;
import org.eclipse.jetty.http.HttpURI;

/**
 * Lets through what was addressed to this machine by one of its own names and the right port. A web page whose name was
 * made to point here (DNS rebinding) sends that name.
 */
final class HostCheck {

    private static final List<String> NAMES = List.of("localhost", "127.0.0.1", "[::1]");
    private static final int HTTP_PORT = 80;

    private HostCheck() {}

    /**
     * @param hosts every Host header there is
     * @param uri of the request, which may name another host
     * @param port on which the request arrived
     */
    static Refusal check(List<String> hosts, HttpURI uri, int port) {
        boolean allowed = hosts.size() == 1
                && isAllowed(hosts.get(0), port)
                && (uri.getAuthority() == null || isAllowed(uri.getAuthority(), port));
        return allowed
                ? null
                : Refusal.of(
                        403,
                        "HOST_NOT_ALLOWED",
                        "Requests must be addressed to localhost:" + port + ", 127.0.0.1:" + port + " or [::1]:" + port
                                + ", with one Host header that says so.");
    }

    private static boolean isAllowed(String authority, int port) {
        for (String name : NAMES) {
            boolean startsSo = authority.regionMatches(true, 0, name, 0, name.length());
            if (startsSo && isPort(authority, name.length(), port)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the rest from that index on is {@code :port}, or nothing where nothing means that port. */
    private static boolean isPort(String authority, int index, int port) {
        if (index == authority.length()) {
            return port == HTTP_PORT;
        }
        String digits = Integer.toString(port);
        return authority.charAt(index) == ':'
                && authority.length() == index + 1 + digits.length()
                && authority.endsWith(digits);
    }
}
