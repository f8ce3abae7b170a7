package dev.jprisma.client;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.FileGuard;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.ControlMessage;
import dev.jprisma.state.control.DaemonStatus;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The main class of a daemon that supervises nothing: it takes the lock, listens, and answers each request with its
 * pid. A file {@code behaviour} in the home tells it to do otherwise, once.
 */
final class FakeDaemon {
    private FakeDaemon() {}

    public static void main(String[] arguments) throws Exception {
        JprismaHome home = JprismaHome.at(Path.of(arguments[0]));
        Files.writeString(
                home.root().resolve("starts"), "start\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (takeBehaviour(home).equals("die")) {
            System.err.println("This is why it died");
            System.exit(3);
        }
        if (FileGuard.tryAcquire(home.daemonLock()).isEmpty()) {
            return;
        }
        Files.deleteIfExists(home.daemonSocket());
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(home.daemonSocket()));
        DaemonRecord.ofThisProcess(home, "fake", home.daemonSocket()).write(home);
        while (true) {
            SocketChannel channel = listener.accept();
            ControlConnection connection = new ControlConnection(channel);
            Optional<ControlMessage> request = connection.receive();
            switch (takeBehaviour(home)) {
                case "end" -> System.exit(0);
                case "babble" ->
                    channel.write(ByteBuffer.wrap("{\"id\":%d,\"result\":\"no object\"}\n"
                            .formatted(request.orElseThrow().id())
                            .getBytes(StandardCharsets.UTF_8)));
                default ->
                    connection.send(ControlMessage.result(
                            request.orElseThrow().id(),
                            new DaemonStatus(
                                    ProcessHandle.current().pid(), "fake", Instant.now(), "", "", "", List.of())));
            }
        }
    }

    private static String takeBehaviour(JprismaHome home) throws Exception {
        Path file = home.root().resolve("behaviour");
        if (!Files.exists(file)) {
            return "";
        }
        String behaviour = Files.readString(file);
        Files.delete(file);
        return behaviour;
    }
}
