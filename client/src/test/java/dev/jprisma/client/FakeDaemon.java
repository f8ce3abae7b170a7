package dev.jprisma.client;

import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.FileGuard;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.ControlMessage;
import dev.jprisma.state.control.DaemonStatus;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import java.io.IOException;
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
    /** Longer than it may be silent. */
    private static final int WORKS_SECONDS = 4;

    private FakeDaemon() {}

    public static void main(String[] arguments) throws Exception {
        JprismaHome home = JprismaHome.at(Path.of(arguments[0]));
        Files.writeString(
                home.root().resolve("starts"), "start\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (takeBehaviour(home).equals("die")) {
            System.err.println("This is why it died");
            System.exit(3);
        }
        Optional<FileGuard> lock = FileGuard.tryAcquire(home.daemonLock());
        if (lock.isEmpty()) {
            return;
        }
        Files.deleteIfExists(home.daemonSocket());
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(home.daemonSocket()));
        DaemonRecord.ofThisProcess(home, "fake", home.daemonSocket()).write(home, lock.get());
        while (true) {
            SocketChannel channel = listener.accept();
            ControlConnection connection = new ControlConnection(channel);
            Optional<ControlMessage> request = connection.receive();
            switch (takeBehaviour(home)) {
                case "end" -> System.exit(0);
                case "hang" -> Thread.sleep(Long.MAX_VALUE);
                case "work" -> {
                    for (int i = 0; i < 2 * WORKS_SECONDS; i++) {
                        connection.send(ControlMessage.notification(Methods.WORKING, new Nothing()));
                        Thread.sleep(500);
                    }
                    answer(connection, request.orElseThrow());
                }
                case "babble" ->
                    channel.write(ByteBuffer.wrap("{\"id\":%d,\"result\":\"no object\"}\n"
                            .formatted(request.orElseThrow().id())
                            .getBytes(StandardCharsets.UTF_8)));
                default -> {
                    answer(connection, request.orElseThrow());
                    if (request.orElseThrow().method().equals(Methods.DAEMON_STOP)) {
                        System.exit(0);
                    }
                }
            }
        }
    }

    private static void answer(ControlConnection connection, ControlMessage request) throws IOException {
        connection.send(ControlMessage.result(
                request.id(),
                new DaemonStatus(ProcessHandle.current().pid(), "fake", Instant.now(), "", "", "", List.of())));
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
