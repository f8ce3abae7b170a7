package dev.jprisma.console.page;

import dev.jprisma.console.session.ConsoleSessions;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the instances of a home take and do: looked at in the background, every two seconds while somebody asks and not
 * otherwise. Safe for threads.
 */
public final class VitalsWatch {
    private static final Logger LOG = LoggerFactory.getLogger(VitalsWatch.class);
    private static final long PERIOD_NANOS = Duration.ofSeconds(2).toNanos();
    /** Each look has the server read the sizes of all its files. */
    private static final long DISK_PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(2);
    private static final Path PROCESSES = Path.of("/proc");

    private static final String COUNTS = """
            select (select count(*) from pg_catalog.pg_stat_activity
                    where backend_type = 'client backend' and pid <> pg_catalog.pg_backend_pid()),
                   (select sum(xact_commit + xact_rollback)::int8 from pg_catalog.pg_stat_database)""";

    /** The folder itself may be another user's, in which we do not look around. */
    private static final String DISK = """
            , (select sum(pg_catalog.pg_database_size(oid))::int8 from pg_catalog.pg_database)
              + (select sum(size)::int8 from pg_catalog.pg_ls_waldir())""";

    /**
     * @param transactions since the server began to count
     * @param nanos when it was looked at, and when at its files
     */
    private record Look(Vitals vitals, long transactions, long nanos, long diskNanos) {}

    private final ConsoleSessions sessions;
    private final Executor threads;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long looked = System.nanoTime() - PERIOD_NANOS;

    public VitalsWatch(ConsoleSessions sessions, Executor threads) {
        this.sessions = sessions;
        this.threads = threads;
    }

    /** What was seen of it last; null if it was not looked at yet, or not while it ran. */
    Vitals of(InstanceView instance) {
        Look look = looks.get(instance.name());
        return look == null ? null : look.vitals;
    }

    /** Looks at them, in the background, unless that was done just now. */
    void lookAt(List<InstanceView> instances) {
        if (System.nanoTime() - looked >= PERIOD_NANOS && looking.compareAndSet(false, true)) {
            threads.execute(() -> {
                try {
                    looks.keySet()
                            .retainAll(
                                    instances.stream().map(InstanceView::name).toList());
                    instances.forEach(this::look);
                } finally {
                    looked = System.nanoTime();
                    looking.set(false);
                }
            });
        }
    }

    private void look(InstanceView instance) {
        boolean runsHere = instance.status() == InstanceStatus.RUNNING && instance.pid() != null;
        Look before = looks.get(instance.name());
        long now = System.nanoTime();
        boolean measures = before == null || now - before.diskNanos >= DISK_PERIOD_NANOS;
        long[] counts = runsHere ? counts(instance, measures) : null;
        if (counts == null) {
            looks.remove(instance.name());
            return;
        }
        Vitals vitals = new Vitals(
                measures ? (Long) counts[2] : before.vitals.diskBytes(),
                memoryOf(instance.pid()),
                counts[0],
                before == null ? null : perSecond(before, counts[1], now));
        looks.put(instance.name(), new Look(vitals, counts[1], now, measures ? now : before.diskNanos));
    }

    /** Our own look is one transaction too. */
    private static long perSecond(Look before, long transactions, long now) {
        double seconds = (now - before.nanos) / 1e9;
        return Math.max(0, Math.round((transactions - before.transactions - 1) / seconds));
    }

    /** Connections, transactions and, if wanted, bytes on the disk; null if it does not say. */
    private long[] counts(InstanceView instance, boolean measures) {
        long[] counts = new long[3];
        try (PostgresConnection session = sessions.open(new InstanceName(instance.name()), null, STATEMENT_LIMIT)) {
            session.execute(Statement.of(measures ? COUNTS + DISK : COUNTS), new ResultReceiver() {
                @Override
                public void row(Row row) {
                    for (int i = 0; i < row.size(); i++) {
                        counts[i] = Long.parseLong(row.text(i));
                    }
                }
            });
            return counts;
        } catch (JprismaException | PostgresException e) {
            LOG.debug("{}: it cannot be looked at", instance.name(), e);
            return null;
        }
    }

    /** Proportional set sizes: what processes share is shared out among them. */
    private static Long memoryOf(long postmaster) {
        if (!Files.isDirectory(PROCESSES)) {
            return null;
        }
        long bytes = ProcessHandle.of(postmaster)
                .map(process -> Stream.concat(Stream.of(process), process.children())
                        .mapToLong(each -> memoryOf(PROCESSES.resolve(each.pid() + "/smaps_rollup")))
                        .sum())
                .orElse(0L);
        return bytes == 0 ? null : bytes;
    }

    private static long memoryOf(Path smaps) {
        try (Stream<String> lines = Files.lines(smaps)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .sum();
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }
}
