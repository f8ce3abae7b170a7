package dev.jprisma.postgres;

import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ProcessIdentity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private static final Path PROCESSES = Path.of("/proc");
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
        // Made at every start of a server: where it never was, nothing can be left.
        if (!Files.exists(dataDirectory.resolve("postmaster.opts"))
                || Deadline.in(BY_THEMSELVES).await(() -> find().isEmpty())) {
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

    private List<ProcessIdentity> find() {
        List<ProcessIdentity> found = new ArrayList<>();
        if (Files.isDirectory(PROCESSES)) {
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
                for (Path process : processes) {
                    if (isOfThisServer(process)) {
                        long pid = Long.parseLong(process.getFileName().toString());
                        ProcessIdentity.of(pid).ifPresent(found::add);
                    }
                }
            } catch (IOException e) {
                LOG.warn("It cannot be seen which processes run: {}", e.getMessage());
            }
        }
        return found;
    }

    private boolean isOfThisServer(Path process) {
        try {
            Path program = Files.readSymbolicLink(process.resolve("exe")).getFileName();
            // The suffix is Linux' for a program that was removed meanwhile.
            return program.toString().replace(" (deleted)", "").equals("postgres")
                    && Files.isSameFile(process.resolve("cwd"), dataDirectory);
        } catch (IOException | SecurityException goneOrNotOurs) {
            return false;
        }
    }
}
