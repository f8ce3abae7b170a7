package dev.jprisma.cli.doctor;

import dev.jprisma.state.ByteSize;
import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.ProgramPath;
import dev.jprisma.state.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of the machine jprisma depends on, whatever the home. */
final class MachineChecks {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path USERS_OF_NAMESPACE = Path.of("/proc/self/uid_map");
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    /** The daemon and some servers together. */
    private static final long FEW_FILES = 1024;

    private static final long FEW_PROCESSES = 512;
    /** PostgreSQL keeps there what its parallel workers share. */
    private static final long LITTLE_SHARED_MEMORY = 64L << 20;

    List<Finding> look() {
        return Stream.of(java(), user(), locale(), files(), processes(), sharedMemory())
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Finding> java() {
        String what = "jprisma " + Version.current() + " on Java " + Runtime.version() + " in "
                + System.getProperty("java.home");
        return Optional.of(Finding.ok("java", what));
    }

    private static Optional<Finding> user() {
        if (!FileOwnership.areRoot()) {
            return Optional.of(Finding.ok(
                    "user", "PostgreSQL runs as " + FileOwnership.ourselves().getName() + ", as you do"));
        }
        String install = "apt-get install util-linux";
        if (!ProgramPath.has("setpriv") && !ProgramPath.has("runuser")) {
            return Optional.of(Finding.failure(
                    "user",
                    "this is root, as which PostgreSQL refuses to run, and neither setpriv nor runuser is there",
                    install));
        }
        if (isAloneInNamespace()) {
            return Optional.of(Finding.failure(
                    "user",
                    "this is root in a user namespace that has no other user, and PostgreSQL refuses to run as root",
                    "run jprisma outside of it, or in a namespace with a range of users (/etc/subuid)"));
        }
        return Optional.of(Finding.ok("user", "this is root: PostgreSQL runs as another user, by setpriv or runuser"));
    }

    /** Of {@code user_namespaces(7)}: the first user inside, the first outside, how many. */
    private static boolean isAloneInNamespace() {
        return lines(USERS_OF_NAMESPACE).stream()
                        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
                        .sum()
                == 1;
    }

    private static Optional<Finding> locale() {
        String encoding = System.getProperty("sun.jnu.encoding", "unknown");
        return Optional.of(
                encoding.equalsIgnoreCase("UTF-8")
                        ? Finding.ok("locale", "names of files are UTF-8")
                        : Finding.warning(
                                "locale",
                                "names of files are " + encoding + ", so folders with other letters cannot be used",
                                "export LC_ALL=C.UTF-8"));
    }

    private static Optional<Finding> files() {
        return limit("files", "Max open files", FEW_FILES, "open files", "ulimit -n 4096");
    }

    private static Optional<Finding> processes() {
        return limit("processes", "Max processes", FEW_PROCESSES, "processes", "ulimit -u 4096");
    }

    /** Linux' own; elsewhere the system keeps its limits to itself. */
    private static Optional<Finding> limit(String check, String name, long few, String of, String next) {
        for (String line : lines(LIMITS)) {
            if (line.startsWith(name)) {
                String soft = line.substring(name.length()).strip().split("\\s+")[0];
                boolean enough = soft.equals("unlimited") || Long.parseLong(soft) >= few;
                String message = soft.equals("unlimited") ? "no limit of " + of : "at most " + soft + " " + of;
                return Optional.of(
                        enough
                                ? Finding.ok(check, message)
                                : Finding.warning(check, message + ", where " + few + " are few", next));
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> sharedMemory() {
        if (!Files.isDirectory(SHARED_MEMORY)) {
            return Optional.empty();
        }
        try {
            long free = Files.getFileStore(SHARED_MEMORY).getUsableSpace();
            String message = ByteSize.text(free) + " free in " + SHARED_MEMORY;
            return Optional.of(
                    free >= LITTLE_SHARED_MEMORY
                            ? Finding.ok("memory", message)
                            : Finding.warning(
                                    "memory",
                                    message + ", which parallel queries of PostgreSQL may need",
                                    "in a container: docker run --shm-size=1g ..."));
        } catch (IOException e) {
            return Optional.of(Finding.warning("memory", SHARED_MEMORY + " cannot be looked at: " + e, null));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException notLinux) {
            return List.of();
        }
    }
}
