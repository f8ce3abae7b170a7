package dev.jprisma.postgres;

import dev.jprisma.state.OperatingSystem;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A TCP port on this machine's loopback addresses, {@code 127.0.0.1} and, where there is IPv6, {@code ::1}. */
public final class LoopbackPort {
    private static final int CONNECT_LIMIT_MILLIS = 200;
    /** Linux refuses to bind an address beside a listener on all addresses. */
    private static final boolean BINDING_TELLS = OperatingSystem.here() == OperatingSystem.LINUX;

    private static final List<InetAddress> ADDRESSES = findAddresses();

    private LoopbackPort() {}

    /** The loopback addresses there are, IPv4 first. */
    public static List<InetAddress> addresses() {
        return ADDRESSES;
    }

    /** The same as PostgreSQL's {@code listen_addresses}: numbers, since a name would have to be looked up. */
    static String listenAddresses() {
        return String.join(",", ADDRESSES.stream().map(LoopbackPort::text).toList());
    }

    private static String text(InetAddress address) {
        return address instanceof Inet6Address ? "::1" : address.getHostAddress();
    }

    /** Whether nothing listens on it and we could, on every loopback address. */
    public static boolean isFree(int port) {
        return ADDRESSES.stream()
                .allMatch(address -> canBind(address, port) && (BINDING_TELLS || !somebodyAnswers(address, port)));
    }

    private static boolean canBind(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Else the connections of a server that was just stopped keep its port busy for a minute.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** BSD lets us bind an address beside a listener on all addresses, which would get our connections. */
    private static boolean somebodyAnswers(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_LIMIT_MILLIS);
            return socket.getLocalPort() != port;
        } catch (IOException nobody) {
            return false;
        }
    }

    private static List<InetAddress> findAddresses() {
        List<InetAddress> found = new ArrayList<>();
        for (byte[] address : List.of(new byte[] {127, 0, 0, 1}, ipv6Loopback())) {
            try {
                InetAddress candidate = InetAddress.getByAddress(address);
                if (canBind(candidate, 0)) {
                    found.add(candidate);
                }
            } catch (IOException unsupported) {
                // No such address family here.
            }
        }
        return List.copyOf(found);
    }

    private static byte[] ipv6Loopback() {
        byte[] address = new byte[16];
        address[15] = 1;
        return address;
    }
}
