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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connection to the daemon that asks and waits for answers.
 *
 * <p>Safe for threads: several may ask at once. A thread of its own reads what the daemon says, and calls the
 * {@link DaemonListener}. A request may take as long as its work does, while the daemon says that it is at work; after
 * 10 s without a word it fails. A message has at most 4 MiB.
 */
public final class DaemonClient implements AutoCloseable {
    /** How long a daemon that is asked may say nothing. It says something every {@link Methods#WORKING_SECONDS}. */
    static final Duration SILENCE_LIMIT = Duration.ofSeconds(5L * Methods.WORKING_SECONDS);

    private final HomeIdentity home;
    private final long daemonPid;
    private final ControlConnection connection;
    private final Duration silenceLimit;
    private final DaemonListener listener;
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private volatile boolean ended;
    private volatile boolean closed;

    DaemonClient(HomeIdentity home, DaemonConnection daemon, Duration silenceLimit, DaemonListener listener) {
        this.home = home;
        this.daemonPid = daemon.pid();
        this.connection = daemon.connection();
        this.silenceLimit = silenceLimit;
        this.listener = listener;
        Thread reader = new Thread(this::readAll, "daemon-connection");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Asks, and waits for the answer, for the daemon's end, for its silence or for an interrupt of this thread.
     *
     * @throws JprismaException what the daemon answered, {@link ErrorKind#DAEMON_UNAVAILABLE} if it went away, or
     *     {@link ErrorKind#INTERNAL} if it hangs
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
            return await(answer).to(answerType);
        } catch (IOException e) {
            throw new DaemonGoneException(false, e);
        } catch (IllegalArgumentException e) {
            throw otherProtocol(e);
        } finally {
            waiting.remove(id);
            listener.answered();
        }
    }

    /** Counts seconds of silence and not the time that has passed, of which this process may have slept some itself. */
    private JsonObject await(CompletableFuture<JsonObject> answer) {
        long heard = messages.get();
        long seconds = 0;
        for (int silentSeconds = 0; silentSeconds < silenceLimit.toSeconds(); silentSeconds++) {
            try {
                return answer.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                listener.waiting(++seconds);
                if (messages.get() != heard) {
                    heard = messages.get();
                    silentSeconds = -1;
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof JprismaException known ? known : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new JprismaException(ErrorKind.INTERNAL, "Interrupted while the daemon was asked", e);
            }
        }
        throw new DaemonHangsException(daemonPid, silenceLimit);
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
                messages.incrementAndGet();
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
            Progress progress = message.params().to(Progress.class);
            if (progress.passing()) {
                listener.passing(progress.message());
            } else {
                listener.progress(progress.message());
            }
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
        return new DaemonGoneException(true, cause);
    }

    private static JprismaException otherProtocol(Exception cause) {
        return new JprismaException(
                ErrorKind.INTERNAL,
                "The daemon speaks another protocol; it may be of another version. End it, no database stops:"
                        + " jprisma daemon stop",
                cause);
    }

    /** Ends what this connection holds, and the requests under way: as if the daemon had gone. */
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
