package dev.jprisma.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A place with one home, and who lives there.
 *
 * @param folder a file system of its own if {@code isolated}
 * @param isolated whether all processes, shared memory and temporary files that can be seen are of this sandbox
 */
record Sandbox(Path product, Path folder, Account account, boolean isolated) {
    static final Path ROOTS_SERVERS = Path.of("/var/lib/jprisma");

    static Sandbox make(Options options, int number, Account account) throws IOException {
        Path folder = Files.createDirectories(options.folder().resolve(Integer.toString(number)));
        if (options.isolated()) {
            Shell.run(List.of("mount", "-t", "tmpfs", "-o", "size=2g,mode=0755", "torture", folder.toString()));
        }
        if (options.isolated() && !account.isOther()) {
            // Where root's servers have their data: on the same disk, so that one can be full.
            Path servers = Files.createDirectory(folder.resolve("servers"));
            Shell.run(List.of("mount", "--bind", servers.toString(), ROOTS_SERVERS.toString()));
        }
        Sandbox sandbox = new Sandbox(options.product(), folder, account, options.isolated());
        sandbox.give(folder);
        return sandbox;
    }

    /** Gives files to the account. */
    void give(Path files) {
        if (account.isOther()) {
            Shell.run(List.of("chown", "-R", "65534:65534", files.toString()));
        }
    }

    Path home() {
        return folder.resolve("home");
    }

    /** The home, and where the files of root's servers are, of this home and of others. */
    List<Path> roots() {
        List<Path> roots = new ArrayList<>(List.of(home()));
        if (isolated) {
            roots.addAll(Shell.list(ROOTS_SERVERS));
        }
        return roots;
    }

    Path file(String name) {
        return home().resolve(name);
    }

    Map<String, String> environment(Path home) {
        return new TreeMap<>(Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", folder.toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "JPRISMA_HOME", home.toString(),
                "JPRISMA_SHADOW_IDLE_SECONDS", "3",
                "JPRISMA_SNAPSHOT_BYTES", Long.toString(200 << 20),
                "NO_COLOR", "1",
                "LANG", "C.UTF-8"));
    }

    /** The processes of this sandbox that are alive, but for ourselves. */
    List<Proc> processes() {
        long self = ProcessHandle.current().pid();
        return Proc.all().stream()
                .filter(process -> process.pid() != self && process.pid() != 1 && process.isLive())
                .filter(process -> process.parent() != self)
                .filter(process -> isolated || isHere(process))
                .toList();
    }

    private boolean isHere(Proc process) {
        String here = folder.toString();
        return process.commandLine().contains(here)
                || process.cwd().startsWith(here)
                || process.hasEnvironment("JPRISMA_HOME=" + home());
    }

    /** Ends every process that is left, and removes the place. */
    void close() throws IOException {
        for (int attempt = 0; attempt < 50 && !processes().isEmpty(); attempt++) {
            processes().forEach(process -> Signals.send("KILL", process.pid()));
        }
        if (isolated) {
            if (!account.isOther()) {
                Shell.run(List.of("umount", "-l", ROOTS_SERVERS.toString()));
            }
            Shell.run(List.of("umount", "-l", folder.toString()));
            clear(Path.of("/dev/shm"), folder);
            clear(Path.of("/tmp"), folder);
        }
        Shell.run(List.of("rm", "-rf", folder.toString()));
    }

    private static void clear(Path folder, Path but) {
        for (Path entry : Shell.list(folder)) {
            if (!but.startsWith(entry)) {
                Shell.run(List.of("rm", "-rf", entry.toString()));
            }
        }
    }
}
