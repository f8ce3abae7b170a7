package dev.jprisma.insights;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.insights.Advice;
import dev.jprisma.state.insights.GatewayTraffic;
import dev.jprisma.state.insights.InsightsReport;
import dev.jprisma.state.insights.LoadPoint;
import dev.jprisma.state.insights.StatementDetail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an instance's server does, from the moment on at which somebody asks first: sampled every second while somebody
 * watches, and then recorded too; every 15 s otherwise. Safe for threads.
 */
public final class InstanceInsights implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceInsights.class);
    private static final long LOOK_MILLIS = 250;
    private static final long SAMPLE_MILLIS = 1000;
    private static final long UNWATCHED_MILLIS = 15_000;
    /** About, in the log. */
    private static final long BYTES_OF_AN_EXECUTION = 800;

    private final String instance;
    private final Server server;
    private final Path log;
    private final Recorder recorder;
    private final ScheduledExecutorService scheduler;

    // Guarded by this.
    private final Recorded recorded = new Recorded();
    private final Statistics statistics = new Statistics();
    private final LockWaits locks = new LockWaits();
    private final LoadHistory load;
    private final Advisor advisor;
    private RecordingRate rate = new RecordingRate(0);
    private StatementLog statements;
    private int watchers;
    private boolean closed;
    private boolean scheduled;
    private long written;
    private long lookedAt;
    private long sampledAt;
    private String failure;
    private boolean skipped;

    /**
     * @param instance its name
     * @param server of its superuser on its first database
     * @param log which the server appends to
     * @param kept the file where a day of its load is kept
     * @param scheduler of whose threads one samples
     */
    public InstanceInsights(
            String instance,
            ServerAddress server,
            Path log,
            Path kept,
            Recorder recorder,
            ScheduledExecutorService scheduler) {
        this.instance = instance;
        this.server = new Server(server);
        this.log = log;
        this.recorder = recorder;
        this.scheduler = scheduler;
        this.load = new LoadHistory(kept);
        this.advisor = new Advisor(this.server);
    }

    /**
     * Somebody watches: the server records from now on.
     *
     * @throws JprismaException if it cannot be made to; then nobody watches
     */
    public synchronized void watch() {
        if (watchers == 0) {
            startRecording();
        }
        watchers++;
        look(true);
    }

    private void startRecording() {
        try {
            rate = new RecordingRate(executionsASecond());
            skipped = false;
            statements = new StatementLog(log, this::take);
            recorder.record(rate.oneIn());
            written = 0;
            lookedAt = now();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot read " + log + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private long executionsASecond() {
        try (PostgresConnection session = server.open(server.database())) {
            return Statistics.executionsASecond(session);
        } catch (PostgresException e) {
            LOG.debug("{}: cannot be asked how much it does", instance, e);
            return 0;
        }
    }

    private void take(LoggedStatement statement) {
        written++;
        recorded.add(statement, rate.oneIn());
    }

    /** One who watched does not any more. With the last of them the recording ends. */
    public synchronized void leave() {
        if (watchers > 0 && --watchers == 0) {
            stopRecording();
        }
    }

    private void stopRecording() {
        try {
            readLog();
            recorder.stop();
        } finally {
            cleanLog();
            statements = null;
        }
    }

    /** Ends the sampling, and the recording if there is one. */
    @Override
    public synchronized void close() {
        closed = true;
        if (watchers > 0) {
            watchers = 0;
            stopRecording();
        }
    }

    /**
     * What there is now; the first call takes a sample.
     *
     * @throws JprismaException if somebody watches, the server was started anew and cannot be made to record
     */
    public synchronized InsightsReport report() {
        if (watchers > 0 && !recorder.isRecording()) {
            recorder.record(rate.oneIn());
        }
        look(watchers == 0);
        List<String> notes = new ArrayList<>();
        statistics.missing().ifPresent(notes::add);
        Optional.ofNullable(failure).ifPresent(notes::add);
        if (watchers == 0) {
            notes.add(
                    "Nothing is recorded now: who executes what, loops, repeated reads and large offsets are found while"
                            + " somebody watches (jprisma insights " + instance + " --watch)");
        } else if (rate.oneIn() > 1) {
            notes.add("There is so much that one execution in " + rate.oneIn()
                    + " is recorded, which keeps the cost small; loops and repeated reads cannot be told in it");
        }
        if (skipped) {
            notes.add("Some of what was recorded was not read: it came too fast");
        }
        List<Figures.Line> lines = lines();
        return new InsightsReport(
                instance,
                Instant.now(),
                watchers > 0,
                rate.oneIn(),
                List.copyOf(notes),
                lines.stream().map(Figures.Line::figures).toList(),
                advice(lines),
                load.points(),
                GatewayTraffic.NONE);
    }

    private List<Figures.Line> lines() {
        return new Figures(recorded, statistics).all();
    }

    private List<Advice> advice(List<Figures.Line> lines) {
        try {
            return advisor.advice(lines, recorded, statistics, locks);
        } catch (PostgresException e) {
            LOG.debug("{}: no advice", instance, e);
            return List.of();
        }
    }

    /**
     * All that is known of a statement.
     *
     * @param id as the report has it
     * @throws JprismaException ({@link ErrorKind#NOT_FOUND}) if there is none
     */
    public synchronized StatementDetail statement(String id) {
        look(watchers == 0);
        List<Figures.Line> lines = lines();
        Figures.Line statement = lines.stream()
                .filter(line -> line.key().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.NOT_FOUND,
                        instance + " has no statement " + id + " among its busiest: jprisma insights " + instance
                                + " --json lists their ids"));
        return advisor.detail(statement, advice(lines), recorded);
    }

    // ---- sampling

    private synchronized void tick() {
        scheduled = false;
        if (!closed) {
            look(false);
        }
    }

    /** @param must whether to take a sample also if the last one is not old */
    private void look(boolean must) {
        readLog();
        long now = now();
        if (now - sampledAt >= (watchers > 0 ? SAMPLE_MILLIS : UNWATCHED_MILLIS)
                || must && now - sampledAt > LOOK_MILLIS) {
            sample(now);
        }
        schedule();
    }

    private void schedule() {
        if (scheduled || closed) {
            return;
        }
        try {
            scheduler.schedule(this::tick, watchers > 0 ? LOOK_MILLIS : UNWATCHED_MILLIS, TimeUnit.MILLISECONDS);
            scheduled = true;
        } catch (RejectedExecutionException ending) {
            closed = true;
        }
    }

    private void sample(long now) {
        try (PostgresConnection session = server.open(server.database())) {
            Optional<Statistics.Difference> difference = statistics.sample(session, now);
            if (difference.isPresent() && sampledAt > 0) {
                load.add(new LoadPoint(
                        Instant.ofEpochMilli(now),
                        Math.max(1, Math.round((now - sampledAt) / 1000.0)),
                        difference.get().executions(),
                        difference.get().micros()));
            }
            if (watchers > 0) {
                locks.sample(session, now);
            }
            failure = null;
        } catch (PostgresException e) {
            failure = "The server cannot be asked now: " + e.getMessage();
        }
        sampledAt = now;
    }

    private void readLog() {
        if (statements == null) {
            return;
        }
        try {
            long notRead = statements.readNew();
            written += notRead / BYTES_OF_AN_EXECUTION;
            skipped |= notRead > 0;
            long now = now();
            if (now - lookedAt >= LOOK_MILLIS && watchers > 0) {
                boolean change = rate.look(written, now - lookedAt);
                written = 0;
                lookedAt = now;
                if (change) {
                    recorder.record(rate.oneIn());
                }
            }
            if (statements.isWorthCleaning()) {
                statements.clean();
            }
        } catch (IOException | JprismaException e) {
            failure = "What is recorded cannot be read: " + e.getMessage();
            LOG.debug("{}: {}", instance, failure, e);
        }
    }

    private void cleanLog() {
        try {
            clean(log);
        } catch (IOException e) {
            LOG.warn("{}: what was recorded is still in {}: {}", instance, log, JprismaHome.reason(e));
        }
    }

    /** Takes out of a server's log what was recorded in it and never read, since the daemon was killed. */
    public static void clean(Path log) throws IOException {
        StatementLog.clean(log);
        // What was put aside meanwhile, since it was large.
        StatementLog.clean(log.resolveSibling(log.getFileName() + ".1"));
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
