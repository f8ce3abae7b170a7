package dev.jprisma.daemon;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.ManagedDatabase;
import dev.jprisma.state.ProjectRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends databases whose life time is over. It looks at the wall clock each second, and not once for each when it is
 * made: that clock may be set, and stands still in no machine that sleeps, as the other does.
 */
final class LifeTimes {
    private static final Logger LOG = LoggerFactory.getLogger(LifeTimes.class);
    private static final long PERIOD_SECONDS = 1;
    private static final long RETRY_SECONDS = 30;

    private final InstanceContext context;
    private final Supervisor supervisor;
    private final Clock clock;
    /** Those that are being ended, or were just tried in vain. */
    private final Set<InstanceName> ending = ConcurrentHashMap.newKeySet();

    LifeTimes(InstanceContext context, Supervisor supervisor, Clock clock) {
        this.context = context;
        this.supervisor = supervisor;
        this.clock = clock;
    }

    void start() {
        context.scheduler().scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            supervisor.ending().forEach((name, database) -> {
                if (isOver(database) && ending.add(name)) {
                    context.threads().execute(() -> end(name, database));
                }
            });
        } catch (RuntimeException | Error e) {
            // Else the scheduler would not look again.
            LOG.error("It is unknown whose life time is over", e);
        }
    }

    private boolean isOver(ManagedDatabase database) {
        Instant end = database.endsAt();
        return end != null && !clock.instant().isBefore(end);
    }

    /** Unless somebody claims it before its turn comes. */
    private void end(InstanceName name, ManagedDatabase database) {
        try {
            if (supervisor.removeDatabase(name, database.id(), this::goes)) {
                LOG.info("{}: its life time is over", name);
            }
            ending.remove(name);
        } catch (RuntimeException e) {
            LOG.warn("{}: its life time is over: {}", name, e.getMessage());
            context.scheduler().schedule(() -> ending.remove(name), RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Its project goes before it, since nobody would look for one that a kill in between left. */
    private boolean goes(ManagedDatabase database) {
        boolean over = isOver(database);
        if (over && isAlone(database)) {
            // Who makes a database in it at the same moment finds afterwards that it is gone.
            new ProjectRegistry(context.home()).delete(database.projectId());
        }
        return over;
    }

    private boolean isAlone(ManagedDatabase database) {
        return context.registry().list().stream()
                .flatMap(entry -> entry.readable().stream())
                .map(InstanceRecord::asDatabase)
                .noneMatch(other -> other.projectId().equals(database.projectId())
                        && !other.id().equals(database.id()));
    }
}
