package dev.jprisma.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs on their own: no terminal, pipe or signal of who starts one reaches it, and it outlives them. Safe
 * for threads.
 */
public final class DetachedProgram {
    /** Where there is no {@code setsid} (macOS), what ignores the signal of a terminal that is closed. */
    private static final String NO_HANGUP = "nohup";

    private static final String SETSID = "setsid";

    private DetachedProgram() {}

    /**
     * Starts one that writes to a file.
     *
     * @param command its full path and arguments
     * @param folder where it works
     * @param output appended to; new files of the program are its user's alone
     * @return its pid
     * @throws IOException if it cannot be started
     */
    public static long start(List<String> command, Path folder, Path output) throws IOException {
        return OperatingSystem.here() == OperatingSystem.WINDOWS
                ? onWindows(command, folder, output)
                : byShell(command, folder, output);
    }

    /**
     * By a shell that says its pid. A child of our own would cost every command that starts one 0.3 s: so long does a
     * JVM, when it ends, wait for the thread that waits for the child.
     */
    private static long byShell(List<String> command, Path folder, Path output) throws IOException {
        List<String> line = new ArrayList<>(List.of("sh", "-c", script(ProgramPath.has(SETSID)), output.toString()));
        line.addAll(command);
        Process shell = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectInput(OperatingSystem.here().nullDevice())
                .redirectError(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        String pid = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        try {
            return Long.parseLong(pid);
        } catch (NumberFormatException e) {
            throw new IOException("the shell says no pid, but '" + pid + "'", e);
        }
    }

    /**
     * Into a session of its own or, without setsid, into a process group of its own, which a shell makes that controls
     * jobs: a terminal's Ctrl-C goes to the group in the foreground, and would end PostgreSQL, which does not ignore it
     * as a JVM does that was told so.
     */
    static String script(boolean hasSetsid) {
        return hasSetsid
                ? "umask 077; setsid \"$@\" >>\"$0\" 2>&1 & echo $!"
                : "umask 077; trap '' HUP INT QUIT TSTP; set -m; \"$@\" >>\"$0\" 2>&1 & echo $!";
    }

    /**
     * A console's Ctrl-C, Ctrl-Break and end go to all processes that share it. Java can neither make a process group
     * nor leave the console, but {@code javaw} never has one, and what such a process starts gets one of its own that
     * nobody sees.
     */
    private static long onWindows(List<String> command, Path folder, Path output) throws IOException {
        return new ProcessBuilder(withoutConsole(command))
                .directory(folder.toFile())
                .redirectInput(OperatingSystem.WINDOWS.nullDevice())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start()
                .pid();
    }

    /** @param command that starts a JVM */
    static List<String> withoutConsole(List<String> command) {
        List<String> line = new ArrayList<>(command);
        String java = line.get(0);
        int name = Math.max(java.lastIndexOf('\\'), java.lastIndexOf('/')) + 1;
        line.set(0, java.substring(0, name) + "javaw.exe");
        return line;
    }

    /**
     * What stands before the command line of a process that outlives the JVM which starts and watches it. On Windows
     * nothing: there a process has the console of who starts it, and a daemon has none.
     */
    public static List<String> prefix() {
        return Prefix.HERE;
    }

    static List<String> prefix(OperatingSystem system, boolean hasSetsid) {
        if (system == OperatingSystem.WINDOWS) {
            return List.of();
        }
        return List.of(hasSetsid ? SETSID : NO_HANGUP);
    }

    private static final class Prefix {
        static final List<String> HERE = prefix(OperatingSystem.here(), ProgramPath.has(SETSID));
    }
}
