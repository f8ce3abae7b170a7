package dev.jprisma.daemon;

import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.state.InstancePort;
import dev.jprisma.state.InstancePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ports of an instance that is away for a while, so that nobody else gets them: bound, and not listened on, so whoever
 * connects is refused as by a server that is down.
 */
final class HeldPorts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldPorts.class);

    private final List<SocketChannel> held = new ArrayList<>();

    /** Those that are free. */
    HeldPorts(InstancePorts ports) {
        for (InstancePort port : List.of(ports.http(), ports.database(), ports.shadow())) {
            for (InetAddress address : LoopbackPort.addresses()) {
                hold(new InetSocketAddress(address, port.number()));
            }
        }
    }

    private void hold(InetSocketAddress address) {
        try {
            SocketChannel channel = SocketChannel.open();
            held.add(channel);
            channel.bind(address);
        } catch (IOException e) {
            LOG.debug("{} cannot be held: {}", address, e.getMessage());
        }
    }

    @Override
    public void close() {
        for (SocketChannel channel : held) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("{} cannot be let go: {}", channel, e.getMessage());
            }
        }
        held.clear();
    }
}
