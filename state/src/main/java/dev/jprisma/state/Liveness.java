package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an instance is really doing: what its record says, held against what is alive. The one test that {@code ls},
 * {@code start}, {@code stop}, {@code rm} and the daemon share.
 */
public final class Liveness {
    private Liveness() {}

    /**
     * The live postmaster of this data directory, whoever started it: the process that {@code postmaster.pid} names, if
     * it works in this very folder. A process that has its pid now does not, nor does the postmaster of the folder that
     * this one is a copy of.
     */
    public static Optional<ProcessIdentity> postmasterOf(Path dataDirectory) {
        Optional<PostmasterPidFile> file = PostmasterPidFile.read(dataDirectory);
        Optional<ProcessIdentity> process =
                file.isPresent() ? ProcessIdentity.of(file.get().pid()) : Optional.empty();
        return process.isPresent() && worksIn(dataDirectory, process.get(), file.get()) ? process : Optional.empty();
    }

    /** A postmaster's working directory is its data directory, which Linux shows; elsewhere its pid file says it. */
    private static boolean worksIn(Path dataDirectory, ProcessIdentity process, PostmasterPidFile file) {
        try {
            return Files.isSameFile(Path.of("/proc/" + process.pid() + "/cwd"), dataDirectory);
        } catch (IOException notShown) {
            return file.isOf(dataDirectory)
                    && process.handle()
                            .flatMap(handle -> handle.info().command())
                            .filter(Liveness::isPostgres)
                            .isPresent();
        }
    }

    private static boolean isPostgres(String program) {
        return program.endsWith(OperatingSystem.here().programFile("postgres"));
    }

    /**
     * Whether this process is the postmaster of this data directory: pid, process start and folder agree.
     *
     * @param postmaster or null, which is not alive
     */
    public static boolean isPostmasterOf(Path dataDirectory, ProcessIdentity postmaster) {
        Optional<ProcessIdentity> live = postmasterOf(dataDirectory);
        return live.isPresent() && live.get().equals(postmaster);
    }

    /** @param daemonAlive whether the daemon that wrote the record is there to end what it began */
    public static InstanceStatus statusOf(InstanceRecord record, Path dataDirectory, boolean daemonAlive) {
        if (record.status().isInProgress() && daemonAlive) {
            return record.status();
        }
        if (record.isLinked()) {
            return statusOfLinked(record);
        }
        if (isPostmasterOf(dataDirectory, record.postmaster())) {
            return InstanceStatus.RUNNING;
        }
        return switch (record.status()) {
            case ERROR -> InstanceStatus.ERROR;
            case RUNNING, CRASHED -> endedByItself(record) ? InstanceStatus.CRASHED : InstanceStatus.NOT_RUNNING;
            default -> InstanceStatus.NOT_RUNNING;
        };
    }

    /** It runs as long as the next daemon would serve it. */
    private static InstanceStatus statusOfLinked(InstanceRecord record) {
        return switch (record.status()) {
            case ERROR -> InstanceStatus.ERROR;
            case RUNNING ->
                record.postmaster() != null && record.postmaster().isOfThisBoot()
                        ? InstanceStatus.RUNNING
                        : InstanceStatus.NOT_RUNNING;
            default -> InstanceStatus.NOT_RUNNING;
        };
    }

    /** A machine that was switched off crashed nothing. */
    private static boolean endedByItself(InstanceRecord record) {
        return record.postmaster() == null || record.postmaster().isOfThisBoot();
    }
}
