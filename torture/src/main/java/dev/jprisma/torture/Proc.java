package dev.jprisma.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process, as {@code /proc} shows it.
 *
 * @param cwd its working directory; for a server its data directory
 */
record Proc(long pid, long parent, char state, String commandLine, String cwd) {
    static List<Proc> all() {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .flatMap(name -> of(Long.parseLong(name)).stream())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read /proc", e);
        }
    }

    static Optional<Proc> of(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            String commandLine = Files.readString(folder.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
            char state = fields[0].charAt(0);
            return Optional.of(new Proc(pid, Long.parseLong(fields[1]), state, commandLine.strip(), cwdOf(folder)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static String cwdOf(Path folder) {
        try {
            return Files.readSymbolicLink(folder.resolve("cwd")).toString();
        } catch (IOException ended) {
            return "";
        }
    }

    boolean isLive() {
        return state != 'Z' && state != 'X';
    }

    boolean isServer() {
        return commandLine.startsWith("postgres:") || commandLine.split(" ")[0].endsWith("/bin/postgres");
    }

    /** A server process that is not the child of another. */
    boolean isPostmaster() {
        return commandLine.split(" ")[0].endsWith("/bin/postgres");
    }

    boolean hasEnvironment(String entry) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
            return ("\0" + new String(bytes, StandardCharsets.UTF_8)).contains("\0" + entry + "\0");
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public String toString() {
        return pid + " (" + commandLine.substring(0, Math.min(160, commandLine.length())) + ", in " + cwd + ")";
    }
}
