package dev.jprisma.postgres;

import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes of a server whose postmaster was killed. Most notice that and end; one that computes, or is stopped, does
 * not, and as long as it holds the shared memory no server can start on its data directory. They are found by their
 * working directory and program, which Linux shows; elsewhere there are none for us.
 */
final class OrphanedBackends {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedBackends.class);
    private static final File PROCESSES = new File("/proc");
    /** The suffix is Linux' for a program that was removed meanwhile. */
    private static final Set<String> PROGRAMS = Set.of("postgres", "postgres (deleted)");

    private static final Duration BY_THEMSELVES = Duration.ofMillis(500);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private final Path dataDirectory;

    OrphanedBackends(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /**
     * Waits a moment for them to end, and ends by force those that do not.
     *
     * @throws JprismaException naming those that do not end even so
     */
    void end() {
        if (Deadline.in(BY_THEMSELVES).await(() -> find().isEmpty())) {
            return;
        }
        List<ProcessIdentity> left = find();
        LOG.warn("Ending processes that outlived their server on {}: {}", dataDirectory, names(left));
        left.forEach(process -> process.handle().ifPresent(ProcessHandle::destroyForcibly));
        if (!Deadline.in(KILL_LIMIT).await(() -> left.stream().noneMatch(ProcessIdentity::isAlive))) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "PostgreSQL's data directory " + dataDirectory + " is still held by " + names(left)
                            + ", which outlived its server and does not end");
        }
    }

    private static String names(List<ProcessIdentity> processes) {
        return processes.stream().map(it -> "process " + it.pid()).collect(Collectors.joining(", "));
    }

    /** Asked of every process: so by paths alone, without an exception for each that is not ours. */
    private List<ProcessIdentity> find() {
        List<ProcessIdentity> found = new ArrayList<>();
        String[] processes = PROCESSES.list();
        if (processes == null) {
            return found;
        }
        try {
            String workingDirectory = dataDirectory.toRealPath().toString();
            for (String process : processes) {
                if (Character.isDigit(process.charAt(0))
                        && new File(PROCESSES, process + "/cwd")
                                .getCanonicalPath()
                                .equals(workingDirectory)
                        && isPostgres(process)) {
                    ProcessIdentity.of(Long.parseLong(process)).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            LOG.warn("It cannot be seen which processes are left on {}: {}", dataDirectory, e.getMessage());
        }
        return found;
    }

    private static boolean isPostgres(String process) {
        try {
            Path program =
                    Files.readSymbolicLink(PROCESSES.toPath().resolve(process).resolve("exe"));
            return PROGRAMS.contains(program.getFileName().toString());
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }
}
