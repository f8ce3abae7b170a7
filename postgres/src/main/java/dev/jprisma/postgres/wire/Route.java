package dev.jprisma.postgres.wire;

import dev.jprisma.state.ServerHost;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * One way to one server.
 *
 * @param address null if the way is the Unix domain socket that the options name
 */
record Route(ServerHost host, InetAddress address, Encryption encryption, ConnectionOptions options) {

    /** By the server's Unix domain socket, which nobody can listen to in between. */
    static Route bySocket(ServerHost host, ConnectionOptions options) {
        return new Route(host, null, Encryption.NONE, options);
    }

    boolean isSocket() {
        return address == null;
    }

    TlsSettings tls() {
        return options.tls();
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, host.port());
    }

    /** The same as it turned out: encrypted or not. */
    Route settled(boolean encrypted) {
        return new Route(host, address, encrypted ? Encryption.REQUIRED : Encryption.NONE, options);
    }
}
