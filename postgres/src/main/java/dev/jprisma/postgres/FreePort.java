package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;

/** A loopback port that nothing uses now, for a server whose port nobody has to know beforehand. */
public final class FreePort {
    private static final int ATTEMPTS = 100;

    /**
     * Those given last, which their servers may not have bound yet: the system gives one that is free again at once.
     */
    private static final Deque<Integer> GIVEN = new ArrayDeque<>();

    private static final int REMEMBERED = 32;

    private FreePort() {}

    /**
     * PostgreSQL cannot choose one itself; should it be taken meanwhile, its start fails and the caller asks again.
     * None that this JVM was given a moment ago. Safe for threads.
     */
    public static int choose() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = anyPort();
            if (LoopbackPort.isFree(port) && give(port)) {
                return port;
            }
        }
        throw new JprismaException(ErrorKind.PORT_TAKEN, "No loopback port is free on every address");
    }

    private static synchronized boolean give(int port) {
        if (GIVEN.contains(port)) {
            return false;
        }
        if (GIVEN.size() == REMEMBERED) {
            GIVEN.remove();
        }
        GIVEN.add(port);
        return true;
    }

    private static int anyPort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(LoopbackPort.addresses().get(0), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new JprismaException(ErrorKind.PORT_TAKEN, "No loopback port is free: " + e.getMessage(), e);
        }
    }
}
