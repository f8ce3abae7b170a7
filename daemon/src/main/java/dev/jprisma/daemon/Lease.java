package dev.jprisma.daemon;

import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.control.InstanceEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A process' hold on an instance: it lasts as long as the connection over which it was asked for, or, where a new
 * daemon knows the process alone, as long as that. It ends once, and whoever waits for its end hears of it even if he
 * comes afterwards. Safe for threads.
 */
final class Lease {
    private final ProcessIdentity process;
    private final CompletableFuture<?> end;
    private final Consumer<InstanceEvent> listener;
    private final boolean connected;

    private Lease(
            ProcessIdentity process, CompletableFuture<?> end, Consumer<InstanceEvent> listener, boolean connected) {
        this.process = process;
        this.end = end;
        this.listener = listener;
        this.connected = connected;
    }

    /**
     * One that a connection holds.
     *
     * @param end completes when the connection ends
     * @param listener tells the person who watches; does not fail and does not wait
     */
    static Lease ofConnection(ProcessIdentity process, CompletableFuture<?> end, Consumer<InstanceEvent> listener) {
        return new Lease(process, end, listener, true);
    }

    /** One whose connection a daemon before had; the process may come back with another one. */
    static Lease ofProcess(ProcessIdentity process) {
        CompletableFuture<?> end = process.handle()
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        return new Lease(process, end, event -> {}, false);
    }

    ProcessIdentity process() {
        return process;
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** Completes when it ends. */
    CompletableFuture<?> end() {
        return end;
    }

    /** Whether {@code next} is the same process, come back over a connection. */
    boolean isContinuedBy(Lease next) {
        return !connected && process.equals(next.process);
    }

    void tell(InstanceEvent event) {
        listener.accept(event);
    }
}
