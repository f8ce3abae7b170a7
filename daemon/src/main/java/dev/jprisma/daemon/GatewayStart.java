package dev.jprisma.daemon;

import dev.jprisma.gateway.HttpGateway;
import dev.jprisma.gateway.settings.GatewaySettings;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The gateway, which takes half a second of a core to load: once whoever asked for the first instance has his answer,
 * or the daemon has had a second for what it was started for. Until then connections to an HTTP port wait. Safe for
 * threads.
 */
final class GatewayStart {
    private static final long HEAD_START_MILLIS = 1_000;
    private static final long ANSWER_MILLIS = 100;

    private final GatewaySettings settings;
    private final Executor threads;
    private final ScheduledExecutorService scheduler;
    private final CompletableFuture<HttpGateway> gateway = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    GatewayStart(GatewaySettings settings, Executor threads, ScheduledExecutorService scheduler) {
        this.settings = settings;
        this.threads = threads;
        this.scheduler = scheduler;
        scheduleIn(HEAD_START_MILLIS);
    }

    private void scheduleIn(long millis) {
        scheduler.schedule(() -> threads.execute(this::load), millis, TimeUnit.MILLISECONDS);
    }

    /** An instance runs, so it will be needed. */
    CompletableFuture<HttpGateway> soon() {
        if (!begun.get()) {
            scheduleIn(ANSWER_MILLIS);
        }
        return gateway;
    }

    private void load() {
        if (begun.compareAndSet(false, true)) {
            try {
                gateway.complete(HttpGateway.start(settings));
            } catch (RuntimeException | Error e) {
                gateway.completeExceptionally(e);
            }
        }
    }

    /** Empty until it serves. */
    Optional<HttpGateway> loaded() {
        return gateway.isCompletedExceptionally() ? Optional.empty() : Optional.ofNullable(gateway.getNow(null));
    }
}
