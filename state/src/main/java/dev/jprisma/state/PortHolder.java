package dev.jprisma.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Finds out which process has a port, to name it in an error: the one that listens on it, or else one whose connection
 * got that number for its own end.
 */
public final class PortHolder {
    private static final String LISTEN = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int LONGEST_COMMAND = 60;
    private static final long LSOF_SECONDS = 5;

    private PortHolder() {}

    /** Such as {@code process 4711 (node server.js)}; empty if the system does not tell. */
    public static Optional<String> describe(int port) {
        return pidOf(port).map(PortHolder::describeProcess);
    }

    private static String describeProcess(long pid) {
        String command = ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().commandLine())
                .map(PrintableText::line)
                .map(line -> line.length() > LONGEST_COMMAND ? line.substring(0, LONGEST_COMMAND) + "..." : line)
                .map(line -> " (" + line + ")")
                .orElse("");
        return "process " + pid + command;
    }

    private static Optional<Long> pidOf(int port) {
        return Files.isDirectory(Path.of("/proc/net")) ? fromProc(port) : fromLsof(port);
    }

    private static Optional<Long> fromProc(int port) {
        Set<String> listeners = new HashSet<>();
        Set<String> connections = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            collectSockets(Path.of("/proc/net/" + table), port, listeners, connections);
        }
        return processWithAny(listeners.isEmpty() ? connections : listeners);
    }

    private static Optional<Long> processWithAny(Set<String> sockets) {
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holdsAny(process, sockets)) {
                    return Optional.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException unreadable) {
            // Then nobody can be named.
        }
        return Optional.empty();
    }

    /** Of {@code proc_net_tcp(5)}: local address and port in hexadecimal, state, inode of the socket. */
    private static void collectSockets(Path table, int port, Set<String> listeners, Set<String> connections) {
        try {
            String suffix = String.format(":%04X", port);
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > INODE && fields[LOCAL_ADDRESS].endsWith(suffix)) {
                    (fields[STATE].equals(LISTEN) ? listeners : connections).add("socket:[" + fields[INODE] + "]");
                }
            }
        } catch (IOException noSuchTable) {
            // A kernel without IPv6 has one table only.
        }
    }

    private static boolean holdsAny(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException gone) {
            // It ended meanwhile, or belongs to somebody else.
        }
        return false;
    }

    private static Optional<Long> fromLsof(int port) {
        try {
            Process lsof = new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-t")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!lsof.waitFor(LSOF_SECONDS, TimeUnit.SECONDS)) {
                lsof.destroyForcibly();
                return Optional.empty();
            }
            String pids = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return pids.lines().findFirst().map(Long::parseLong);
        } catch (IOException | NumberFormatException noLsof) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
