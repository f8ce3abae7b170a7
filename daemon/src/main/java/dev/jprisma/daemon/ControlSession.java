package dev.jprisma.daemon;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.ControlMessage;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a command. Requests are worked on beside each other; its end releases what it held. */
final class ControlSession {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSession.class);

    private final ControlConnection connection;
    private final RequestHandler handler;
    private final ExecutorService threads;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final KeepAlive keepAlive;

    ControlSession(ControlConnection connection, RequestHandler handler, ExecutorService threads, KeepAlive keepAlive) {
        this.connection = connection;
        this.handler = handler;
        this.threads = threads;
        this.keepAlive = keepAlive;
    }

    /** Reads until the command is gone. */
    void serve() {
        try (connection) {
            for (Optional<ControlMessage> next = connection.receive(); next.isPresent(); next = connection.receive()) {
                ControlMessage request = next.get();
                threads.execute(() -> answer(request));
            }
        } catch (IOException e) {
            LOG.debug("A command's connection broke: {}", e.getMessage());
        } finally {
            end.complete(null);
        }
    }

    /** A hold that lasts as long as this connection. */
    Lease lease(ProcessIdentity process) {
        return Lease.ofConnection(process, end, event -> tell(Methods.INSTANCE_EVENT, event));
    }

    /** Whether the command is gone. */
    boolean hasEnded() {
        return end.isDone();
    }

    /** Completes when the command has gone. */
    CompletableFuture<?> end() {
        return end;
    }

    /** Ends the connection; the command learns it from the operating system. */
    void abort() {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("A command's connection did not close", e);
        }
    }

    private void answer(ControlMessage request) {
        if (request.id() == null || request.method() == null) {
            send(ControlMessage.failure(request.id(), ErrorKind.INVALID, "That is not a request"));
            return;
        }
        ControlMessage answer;
        Future<?> alive = keepAlive.during(() -> tell(Methods.WORKING, new Nothing()));
        try {
            answer = ControlMessage.result(request.id(), handler.handle(request, this));
        } catch (JprismaException e) {
            LOG.debug("{} failed", request.method(), e);
            answer = ControlMessage.failure(request.id(), e.kind(), e.getMessage());
        } catch (Throwable e) {
            // Whatever it is: nobody waits for an answer that never comes.
            LOG.error("{} failed", request.method(), e);
            answer = ControlMessage.failure(
                    request.id(), ErrorKind.INTERNAL, "A defect in jprisma's daemon: " + e + "; its log has more");
        } finally {
            alive.cancel(false);
        }
        send(answer);
        if (answer.error() == null) {
            handler.answered(request.method());
        }
    }

    /** Says something that is no answer; if nobody is there any more, nobody needs it. */
    void tell(String method, Record params) {
        send(ControlMessage.notification(method, params));
    }

    private void send(ControlMessage message) {
        try {
            connection.send(message);
        } catch (IOException e) {
            LOG.debug("The command was gone before it was told: {}", e.getMessage());
        }
    }
}
