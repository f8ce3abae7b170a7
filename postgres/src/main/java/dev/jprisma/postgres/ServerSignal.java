package dev.jprisma.postgres;

import dev.jprisma.state.JprismaException;
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
            // By the shell's own kill: pg_ctl may be gone with its disk, and Java knows of SIGTERM and SIGKILL alone.
            Program.Result kill = Program.run(
                    List.of("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(process.pid())), LIMIT);
            if (!kill.succeeded() && process.isAlive()) {
                LOG.warn("SIG{} cannot be sent to process {}: {}", signal, process.pid(), kill.output());
            }
        } catch (JprismaException e) {
            LOG.warn("SIG{} cannot be sent to process {}: {}", signal, process.pid(), e.getMessage());
        }
    }
}
