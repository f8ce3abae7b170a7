package dev.jprisma.state;

import java.nio.file.Path;

/**
 * What an instance is really doing: what its record says, held against what is alive. The one test that {@code ls},
 * {@code start}, {@code stop}, {@code rm} and the daemon share.
 */
public final class Liveness {
    private Liveness() {}

    /**
     * Whether this process is the postmaster of this data directory: pid, process start and data directory agree.
     *
     * @param postmaster or null, which is not alive
     */
    public static boolean isPostmasterOf(Path dataDirectory, ProcessIdentity postmaster) {
        return postmaster != null
                && postmaster.isAlive()
                && PostmasterPidFile.read(dataDirectory)
                        .filter(file -> file.pid() == postmaster.pid())
                        .isPresent();
    }

    /** @param daemonAlive whether the daemon that wrote the record is there to end what it began */
    public static InstanceStatus statusOf(InstanceRecord record, Path dataDirectory, boolean daemonAlive) {
        if (record.status().isInProgress() && daemonAlive) {
            return record.status();
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

    /** A machine that was switched off crashed nothing. */
    private static boolean endedByItself(InstanceRecord record) {
        return record.postmaster() == null || record.postmaster().isOfThisBoot();
    }
}
