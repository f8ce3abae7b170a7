package dev.jprisma.state.control;

import dev.jprisma.state.FileOwnership;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/** Who is at the other end of a Unix domain socket, as the kernel says it. */
public final class PeerUser {
    private PeerUser() {}

    /**
     * Commands and the daemon of a home are the same user's.
     *
     * @throws IOException naming the user if it is another
     */
    public static void requireOurs(SocketChannel channel) throws IOException {
        if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return;
        }
        UserPrincipal peer =
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        if (!peer.equals(FileOwnership.ourselves())) {
            throw new IOException("The other end of the control socket is user " + peer.getName()
                    + ", and this is user " + FileOwnership.ourselves().getName());
        }
    }
}
