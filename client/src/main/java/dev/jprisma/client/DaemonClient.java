package dev.jprisma.client;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JsonObject;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.ControlMessage;
import dev.jprisma.state.control.InstanceEvent;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Progress;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A connection to the daemon that asks and waits for answers. Safe for threads: several may ask at once. */
public final class DaemonClient implements AutoCloseable {
    private final HomeIdentity home;
    private final ControlConnection connection;
    private final DaemonListener listener;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private volatile boolean ended;
    private volatile boolean closed;

    DaemonClient(HomeIdentity home, ControlConnection connection, DaemonListener listener) {
        this.home = home;
        this.connection = connection;
        this.listener = listener;
        Thread reader = new Thread(this::readAll, "daemon-connection");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Asks, and waits for the answer or for the daemon's end.
     *
     * @throws JprismaException what the daemon answered, or {@link ErrorKind#DAEMON_UNAVAILABLE} if it went away
     */
    public <T extends Record> T request(String method, Record params, Class<T> answerType) {
        long id = lastId.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            connection.send(ControlMessage.request(id, home, method, params));
            if (ended) {
                answer.completeExceptionally(gone(null));
            }
            return answer.join().to(answerType);
        } catch (IOException e) {
            throw gone(e);
        } catch (CompletionException e) {
            throw e.getCause() instanceof JprismaException known ? known : e;
        } catch (IllegalArgumentException e) {
            throw otherProtocol(e);
        } finally {
            waiting.remove(id);
        }
    }

    /** Whether the daemon has gone. */
    public boolean hasEnded() {
        return ended;
    }

    private void readAll() {
        JprismaException reason;
        try {
            Optional<ControlMessage> message = connection.receive();
            while (message.isPresent()) {
                take(message.get());
                message = connection.receive();
            }
            reason = gone(null);
        } catch (IOException e) {
            reason = e.getCause() instanceof IllegalArgumentException ? otherProtocol(e) : gone(e);
        } catch (IllegalArgumentException e) {
            reason = otherProtocol(e);
        }
        end(reason);
    }

    private void take(ControlMessage message) {
        if (Methods.PROGRESS.equals(message.method())) {
            listener.progress(message.params().to(Progress.class).message());
        } else if (Methods.INSTANCE_EVENT.equals(message.method())) {
            listener.event(message.params().to(InstanceEvent.class));
        } else if (message.id() != null && waiting.containsKey(message.id())) {
            answer(waiting.get(message.id()), message);
        }
    }

    private static void answer(CompletableFuture<JsonObject> answer, ControlMessage message) {
        if (message.error() == null) {
            answer.complete(message.result());
        } else {
            ErrorKind kind = ErrorKind.ofCode(message.error().code());
            answer.completeExceptionally(
                    new JprismaException(kind, message.error().message()));
        }
    }

    private void end(JprismaException reason) {
        ended = true;
        waiting.values().forEach(answer -> answer.completeExceptionally(reason));
        if (!closed) {
            listener.ended();
        }
    }

    private static JprismaException gone(IOException cause) {
        return new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, "The daemon ended before it answered", cause);
    }

    private static JprismaException otherProtocol(Exception cause) {
        return new JprismaException(
                ErrorKind.INTERNAL,
                "The daemon speaks another protocol; it may be of another version. End it, no database stops:"
                        + " jprisma daemon stop",
                cause);
    }

    @Override
    public void close() {
        closed = true;
        try {
            connection.close();
        } catch (IOException e) {
            // What was asked has been answered; the operating system closes the rest.
        }
    }
}
