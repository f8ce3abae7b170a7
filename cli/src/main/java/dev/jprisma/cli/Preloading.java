package dev.jprisma.cli;

import dev.jprisma.state.UnixSockets;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * Loads the JDK's sockets while the line of a command that will ask the daemon is being read: they begin with a search
 * for a source of random numbers. It takes a tenth of a command's time, on a core that has nothing to do.
 */
final class Preloading implements Runnable {
    /** Commands that read the home and ask no daemon. */
    private static final List<String> READERS = List.of("ls", "url", "env");

    private Preloading() {}

    /** @param words of the command line */
    static void start(List<String> words) {
        if (asksDaemon(words)) {
            start();
        }
    }

    static void start() {
        Thread thread = new Thread(new Preloading(), "preloading");
        thread.setDaemon(true);
        thread.start();
    }

    // A loop: a stream would load more than it is meant to save.
    private static boolean asksDaemon(List<String> words) {
        for (String reader : READERS) {
            if (words.contains(reader)) {
                return false;
            }
        }
        return words.contains("dev") || words.contains("mcp");
    }

    @Override
    public void run() {
        UnixSockets.nameProvider();
        try {
            SocketChannel.open(StandardProtocolFamily.UNIX).close();
        } catch (IOException | UnsupportedOperationException unsupported) {
            // Whoever needs one says so.
        }
    }
}
