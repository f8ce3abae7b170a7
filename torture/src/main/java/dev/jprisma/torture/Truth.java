package dev.jprisma.torture;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what {@code ls} says against the processes, the ports and the data. */
final class Truth {
    private Truth() {}

    /** What it says and is not so. */
    static List<String> lies(List<Listed> rows, List<Subject> subjects, List<Proc> processes, boolean daemonAlive) {
        List<String> lies = new ArrayList<>();
        for (Listed row : rows) {
            if (row.isRunning()) {
                running(row, processes, daemonAlive, lies);
            } else {
                serverOf(row.dataDirectory(), processes)
                        .ifPresent(server ->
                                lies.add(row.name() + " is said to be " + row.status() + ", and runs: " + server));
            }
        }
        subjects.forEach(subject -> expected(subject, rows, lies));
        return lies;
    }

    private static void running(Listed row, List<Proc> processes, boolean daemonAlive, List<String> lies) {
        Optional<Proc> server = processes.stream()
                .filter(process -> process.pid() == row.pid() && process.isServer())
                .findFirst();
        if (server.isEmpty()) {
            lies.add(row.name() + " is said to run as process " + row.pid() + ", which is no server");
            return;
        }
        if (!sameFile(server.get().cwd(), row.dataDirectory())) {
            lies.add(row.name() + " is said to be process " + row.pid() + " on " + row.dataDirectory()
                    + ", which works in " + server.get().cwd());
        }
        if (!answers(row.databasePort())) {
            lies.add(row.name() + " is said to listen on " + row.databasePort() + ", where nobody answers");
        }
        if (daemonAlive && !answers(row.httpPort())) {
            lies.add(row.name() + " is said to have its HTTP port " + row.httpPort() + ", where nobody answers");
        }
    }

    private static void expected(Subject subject, List<Listed> rows, List<String> lies) {
        Optional<Listed> row =
                rows.stream().filter(each -> each.name().equals(subject.name())).findFirst();
        if (row.isEmpty()) {
            if (subject.fate == Subject.Fate.EXISTS) {
                lies.add(subject + " is not listed");
            }
            return;
        }
        if (subject.fate == Subject.Fate.ABSENT) {
            lies.add(subject + " is listed");
        }
        if (subject.fate == Subject.Fate.EXISTS
                && subject.wanted != null
                && subject.wanted != row.get().isRunning()) {
            lies.add(subject + " is said to be " + row.get().status());
        }
    }

    static Optional<Proc> serverOf(Path dataDirectory, List<Proc> processes) {
        return processes.stream()
                .filter(process -> process.isPostmaster() && sameFile(process.cwd(), dataDirectory))
                .findFirst();
    }

    static boolean sameFile(String one, Path other) {
        try {
            return other != null && !one.isEmpty() && Files.isSameFile(Path.of(one), other);
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
