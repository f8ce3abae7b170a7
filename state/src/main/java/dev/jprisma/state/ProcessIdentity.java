package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process, told from every other that has or will have its pid.
 *
 * <p>On Linux {@code started} is the kernel's boot id and the process' start in clock ticks since that boot
 * ({@code proc(5)}, field 22 of {@code stat}), so a clock that is set does not change it; elsewhere it is the start
 * instant in milliseconds, which those kernels record once. A process that has ended and waits for its parent (a
 * zombie) counts as gone, and a thread's number is no process.
 *
 * @param pid the operating system's number
 * @param started what it was started at, to be compared only
 */
public record ProcessIdentity(long pid, String started) {
    private static final boolean LINUX = OperatingSystem.here() == OperatingSystem.LINUX;
    private static final Path SELF = Path.of("/proc/self");
    private static final int STATE = 0;
    private static final int START_TICKS = 19;
    private static final int EXIT_SIGNAL = 35;
    /** What the kernel gives a thread that is not its process' first. */
    private static final String THREAD = "-1";

    public ProcessIdentity {
        requireNonNull(started, "started");
    }

    /** The live process with this pid, if there is one. */
    public static Optional<ProcessIdentity> of(long pid) {
        Optional<String> started = startOf(pid);
        return started.isPresent() ? Optional.of(new ProcessIdentity(pid, started.get())) : Optional.empty();
    }

    public static ProcessIdentity current() {
        return of(currentPid()).orElseThrow();
    }

    /** This process' pid. On Linux without {@link ProcessHandle}, whose class starts threads: 20 ms of a command. */
    public static long currentPid() {
        if (LINUX) {
            try {
                return Long.parseLong(Files.readSymbolicLink(SELF).toString());
            } catch (IOException | NumberFormatException e) {
                // No /proc.
                return ProcessHandle.current().pid();
            }
        }
        return ProcessHandle.current().pid();
    }

    /** Whether this very process is alive. */
    public boolean isAlive() {
        return startOf(pid).equals(Optional.of(started));
    }

    /** Whether it ran, or runs, since the machine was last booted. */
    public boolean isOfThisBoot() {
        return LINUX ? started.startsWith(Boot.ID) : startedSince(oldest());
    }

    /**
     * Elsewhere what is older than every process was there before the last boot: macOS shows its first process, Windows
     * at least those of the user, who has logged in since.
     *
     * @param oldest of the processes, in milliseconds; empty if the system shows none
     */
    boolean startedSince(OptionalLong oldest) {
        try {
            return oldest.isEmpty() || Long.parseLong(started) >= oldest.getAsLong();
        } catch (NumberFormatException unknown) {
            return true;
        }
    }

    /** The start of the oldest process that the system shows, in milliseconds. */
    static OptionalLong oldest() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().startInstant().stream())
                .mapToLong(Instant::toEpochMilli)
                .min();
    }

    /** A handle to signal it by or to wait for it, if it is alive. */
    public Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    // Written out, since a record's own is made of method handles when first used, which costs a command 10 ms.
    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessIdentity that && pid == that.pid && started.equals(that.started);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(pid) + started.hashCode();
    }

    private static Optional<String> startOf(long pid) {
        return LINUX ? startFromProc(pid) : startFromHandle(pid);
    }

    private static Optional<String> startFromProc(long pid) {
        try {
            String stat = HomeFile.read(Path.of("/proc/" + pid + "/stat"));
            // The command's name stands in parentheses and may hold both blanks and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
            // /proc answers for the number of any thread, which may have been started in its process' very tick.
            return ended || fields[EXIT_SIGNAL].equals(THREAD)
                    ? Optional.empty()
                    : Optional.of(Boot.ID + ":" + fields[START_TICKS]);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Optional<String> startFromHandle(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(handle -> handle.info()
                        .startInstant()
                        .map(start -> Long.toString(start.toEpochMilli()))
                        .orElse("unknown"));
    }

    private static final class Boot {
        static final String ID = read();

        private static String read() {
            try {
                return HomeFile.read(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            } catch (IOException e) {
                return "boot";
            }
        }
    }
}
