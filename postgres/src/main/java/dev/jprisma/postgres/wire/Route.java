package dev.jprisma.postgres.wire;

import dev.jprisma.state.ServerHost;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** One way to one server. */
record Route(ServerHost host, InetAddress address, Encryption encryption, ConnectionOptions options) {

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
