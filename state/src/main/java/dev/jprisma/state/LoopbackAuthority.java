package dev.jprisma.state;

import java.util.List;

/** How a client on this machine calls a port of it in HTTP: {@code localhost:51213} and the like. */
public final class LoopbackAuthority {
    private static final List<String> NAMES = List.of("localhost", "127.0.0.1", "[::1]");
    private static final int HTTP_PORT = 80;

    private LoopbackAuthority() {}

    /** Whether {@code host:port}, or a host that leaves the port 80 out, is one of this machine's own names for it. */
    public static boolean names(String authority, int port) {
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
