package dev.jprisma.daemon;

import dev.jprisma.insights.InstanceInsights;
import dev.jprisma.insights.Recorder;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RecordingSettings;
import dev.jprisma.state.insights.GatewayTraffic;
import dev.jprisma.state.insights.InsightsReport;
import dev.jprisma.state.insights.StatementDetail;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the instances' servers do, of those about which somebody has asked. Safe for threads. */
final class Insights implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Insights.class);
    private static final String KEPT = "insights.load";

    private final InstanceContext context;
    private final Instances instances;
    private final ScheduledExecutorService sampling = NamedThreads.scheduler("insights");

    // Guarded by this.
    private final Map<InstanceName, Watched> watched = new HashMap<>();
    private boolean closed;

    /** Where the instances are found. */
    interface Instances {
        /** @throws JprismaException if it does not run */
        InstanceRecord running(InstanceName name);

        Instance find(InstanceName name);

        /** Over its HTTP port. */
        GatewayTraffic traffic(InstanceRecord instance);
    }

    /**
     * @param record as the server was when it was looked at first: another port, password or cluster is another server
     * @param watchers who holds its recording
     */
    private record Watched(InstanceRecord record, InstanceInsights insights, Set<Object> watchers) {
        boolean isOf(InstanceRecord now) {
            return record.ports().database().equals(now.ports().database())
                    && record.password().equals(now.password())
                    && record.createdAt().equals(now.createdAt());
        }
    }

    Insights(InstanceContext context, Instances instances) {
        this.context = context;
        this.instances = instances;
    }

    /** @throws JprismaException if it does not run, or has no server of ours */
    InsightsReport report(InstanceName name) {
        Watched instance = of(name);
        return instance.insights().report().with(instances.traffic(instance.record()));
    }

    /** @throws JprismaException if it does not run, or there is no such statement */
    StatementDetail statement(InstanceName name, String id) {
        return of(name).insights().statement(id);
    }

    /**
     * Has it record what it executes from now on. To ask again changes nothing.
     *
     * @param watcher who wants it
     * @param end completes when he does not any more
     * @throws JprismaException if it cannot be made to
     */
    void watch(InstanceName name, Object watcher, CompletableFuture<?> end) {
        Watched instance = of(name);
        synchronized (this) {
            if (!instance.watchers().add(watcher)) {
                return;
            }
        }
        try {
            instance.insights().watch();
        } catch (RuntimeException e) {
            synchronized (this) {
                instance.watchers().remove(watcher);
            }
            throw e;
        }
        end.whenComplete((ended, failure) -> context.threads().execute(() -> leave(instance, watcher)));
    }

    private void leave(Watched instance, Object watcher) {
        synchronized (this) {
            if (!instance.watchers().remove(watcher)) {
                return;
            }
        }
        try {
            instance.insights().leave();
        } catch (RuntimeException e) {
            LOG.warn(
                    "{}: its next start takes the recording back: {}",
                    instance.record().name(),
                    e.getMessage());
        }
    }

    private Watched of(InstanceName name) {
        // Waits for what is done to it; nobody waits for that but who asks for this one.
        InstanceRecord now = instances.running(name);
        if (now.isLinked()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    name + " is linked to " + now.upstream() + ": there are insights of servers of jprisma's own only");
        }
        return of(now);
    }

    private synchronized Watched of(InstanceRecord now) {
        InstanceName name = now.name();
        if (closed) {
            throw new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, "The daemon is ending");
        }
        Watched known = watched.get(name);
        if (known != null && known.isOf(now)) {
            return known;
        }
        if (known != null) {
            close(known);
        }
        Watched opened = new Watched(now, open(now), new HashSet<>());
        watched.put(name, opened);
        return opened;
    }

    private InstanceInsights open(InstanceRecord instance) {
        InstanceName name = instance.name();
        return new InstanceInsights(
                name.value(),
                PostgresAddress.of(
                        instance.dataDirectory(context.home()),
                        instance.ports().database().number(),
                        instance.password().text()),
                context.home().postgresLog(name),
                context.home().instanceDirectory(name).resolve(KEPT),
                new Recorder() {
                    @Override
                    public void record(long oneIn) {
                        instances.find(name).record(oneIn);
                    }

                    @Override
                    public boolean isRecording() {
                        return RecordingSettings.areIn(AlteredSettings.of(instance.dataDirectory(context.home())));
                    }

                    @Override
                    public void stop() {
                        instances.find(name).stopRecording();
                    }
                },
                sampling);
    }

    private static void close(Watched instance) {
        try {
            instance.watchers().clear();
            instance.insights().close();
        } catch (RuntimeException e) {
            LOG.warn(
                    "{}: its next start takes the recording back: {}",
                    instance.record().name(),
                    e.getMessage());
        }
    }

    /** Ends all recordings. */
    @Override
    public synchronized void close() {
        closed = true;
        sampling.shutdownNow();
        watched.values().forEach(Insights::close);
        watched.clear();
    }
}
