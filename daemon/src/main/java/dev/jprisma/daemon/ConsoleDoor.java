package dev.jprisma.daemon;

import dev.jprisma.console.ConsoleServer;
import dev.jprisma.state.ConsoleRecord;
import dev.jprisma.state.ControlToken;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.control.OpenConsole;
import dev.jprisma.state.control.OpenedApi;
import dev.jprisma.state.control.OpenedConsole;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP port of the home: open when somebody asked for it, in this daemon or one before, until somebody closes it.
 * Before that nothing of the console is loaded. Safe for threads.
 */
final class ConsoleDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleDoor.class);

    private final InstanceContext context;
    private final Supervisor supervisor;
    /** Guarded by this, as is what follows; null while it is not open. */
    private ConsoleServer server;

    private boolean forPrograms;
    private boolean closed;

    ConsoleDoor(InstanceContext context, Supervisor supervisor) {
        this.context = context;
        this.supervisor = supervisor;
    }

    /** Opens it, in the background, if it was open with the daemon before: pages that are left find it again. */
    void reopen() {
        context.threads().execute(() -> {
            try {
                if (ConsoleRecord.read(context.home())
                        .filter(ConsoleRecord::open)
                        .isPresent()) {
                    require(false, false);
                }
            } catch (RuntimeException e) {
                LOG.warn("The console, which was open, is not: {}", e.getMessage());
            }
        });
    }

    /** @see OpenConsole */
    OpenedConsole open(OpenConsole request) {
        ConsoleServer opened = require(request.movePort(), false);
        return new OpenedConsole(
                opened.newUrl(request),
                request.browser() ? opened.newEntryPage(request).toString() : null);
    }

    /** Opens it for programs, and returns where they ask. */
    OpenedApi api() {
        return new OpenedApi(
                require(false, true).url(), ControlToken.of(context.home()).text());
    }

    /** Opens it for programs, and returns where create-db asks. */
    String createDbUrl() {
        return require(false, true).createDbUrl();
    }

    /** @param programs whether programs are to ask, for which it must not end by itself */
    private synchronized ConsoleServer require(boolean movePort, boolean programs) {
        if (closed) {
            throw new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, "The daemon is ending");
        }
        if (server == null) {
            ConsoleRecord record = context.reserveConsole(movePort, programs);
            server = ConsoleHome.serve(context, supervisor, record);
            forPrograms = record.forPrograms();
            LOG.info("The console listens on port {}", record.port());
        } else if (programs && !forPrograms) {
            ConsoleRecord.read(context.home())
                    .ifPresent(record -> record.openForPrograms().write(context.home()));
            forPrograms = true;
        }
        return server;
    }

    /** Closes it for good; returns whether it was open. Who was let in is not any more. */
    synchronized boolean shut() {
        boolean wasOpen = server != null;
        ConsoleRecord.read(context.home())
                .filter(ConsoleRecord::open)
                .ifPresent(record -> record.closed().write(context.home()));
        stop();
        return wasOpen;
    }

    /** Whether a page is open, or programs may ask. */
    synchronized boolean isInUse() {
        return server != null && (forPrograms || server.isInUse());
    }

    /** This daemon ends; the next one opens it again. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }

    private void stop() {
        if (server != null) {
            ConsoleServer open = server;
            server = null;
            open.close();
        }
    }
}
