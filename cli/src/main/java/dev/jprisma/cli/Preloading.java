package dev.jprisma.cli;

import dev.jprisma.state.RecordJson;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * Loads what a command will need after its line was read, while that is being read: JSON, and the JDK's sockets, which
 * begin with a search for a source of random numbers. It takes a tenth of a command's time, on a core that has nothing
 * to do.
 */
final class Preloading implements Runnable {
    /** Commands that read the home and ask no daemon. */
    private static final List<String> READERS = List.of("ls", "url", "env");

    private final boolean sockets;

    private Preloading(boolean sockets) {
        this.sockets = sockets;
    }

    /** @param words of the command line */
    static void start(List<String> words) {
        if (words.contains("dev") || words.contains("mcp")) {
            Thread thread = new Thread(new Preloading(asksDaemon(words)), "preloading");
            thread.setDaemon(true);
            thread.start();
        }
    }

    // A loop: a stream would load more than it is meant to save.
    private static boolean asksDaemon(List<String> words) {
        for (String reader : READERS) {
            if (words.contains(reader)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void run() {
        if (sockets) {
            loadSockets();
        }
        RecordJson.parse("{}");
    }

    private static void loadSockets() {
        try {
            SocketChannel.open(StandardProtocolFamily.UNIX).close();
        } catch (IOException | UnsupportedOperationException unsupported) {
            // Whoever needs one says so.
        }
    }
}
