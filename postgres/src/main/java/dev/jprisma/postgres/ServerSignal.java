package dev.jprisma.postgres;

import dev.jprisma.state.JprismaException;
import dev.jprisma.state.OperatingSystem;
import dev.jprisma.state.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a postmaster is told by a signal (PostgreSQL's documentation, "Shutting Down the Server"). */
enum ServerSignal {
    /** Sessions end, nothing is lost. */
    FAST_SHUTDOWN("INT"),
    /** All processes end at once, and the next start recovers. */
    IMMEDIATE_SHUTDOWN("QUIT"),
    /** It reads its configuration again. */
    RELOAD("HUP");

    private static final Logger LOG = LoggerFactory.getLogger(ServerSignal.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final String signal;

    ServerSignal(String signal) {
        this.signal = signal;
    }

    /** Sends it to this very process. That it could not be sent is logged: who sends it looks whether it helped. */
    void sendTo(ProcessIdentity process) {
        if (!process.isAlive()) {
            return;
        }
        try {
            Program.Result kill =
                    Program.run(command(OperatingSystem.here(), process.pid(), programOf(process)), LIMIT);
            if (!kill.succeeded() && process.isAlive()) {
                LOG.warn("SIG{} cannot be sent to process {}: {}", signal, process.pid(), kill.output());
            }
        } catch (JprismaException e) {
            LOG.warn("SIG{} cannot be sent to process {}: {}", signal, process.pid(), e.getMessage());
        }
    }

    /**
     * By the shell's own kill: pg_ctl may be gone with its disk, and Java knows of SIGTERM and SIGKILL alone. Windows
     * has no signals; PostgreSQL has its own there, which pg_ctl sends ("kill mode", which is there for that).
     *
     * @param program the postmaster's file; pg_ctl lies beside it
     */
    List<String> command(OperatingSystem system, long pid, String program) {
        return system == OperatingSystem.WINDOWS
                ? List.of(
                        program.substring(0, program.lastIndexOf('\\') + 1) + "pg_ctl.exe",
                        "kill",
                        signal,
                        Long.toString(pid))
                : List.of("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid));
    }

    private static String programOf(ProcessIdentity process) {
        return process.handle().flatMap(handle -> handle.info().command()).orElse("");
    }
}
