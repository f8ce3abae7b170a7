package dev.jprisma.daemon;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.Registry;
import dev.jprisma.state.RegistryEntry;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of one instance: what the daemon knows is what counts, and the disk follows. What must not wait for the
 * disk, such as a stop, goes on without it, and is written as soon as there is room. Of its instance's queue alone.
 */
final class RecordKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(RecordKeeper.class);
    private static final long RETRY_MILLIS = 1_000;

    private final InstanceName name;
    private final Registry registry;
    private final Runnable makeRoom;
    private final Consumer<Runnable> later;

    private InstanceRecord current;
    private boolean unwritten;

    /**
     * @param makeRoom frees space on the disk, if it can
     * @param scheduler knows the time of another attempt
     * @param turn makes something the queue's next task
     */
    RecordKeeper(
            InstanceName name,
            Registry registry,
            Runnable makeRoom,
            ScheduledExecutorService scheduler,
            Consumer<Runnable> turn) {
        this.name = name;
        this.registry = registry;
        this.makeRoom = makeRoom;
        this.later = task -> scheduler.schedule(() -> turn.accept(task), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The record as last known; null if there is none. */
    InstanceRecord current() {
        return current;
    }

    /** Reads the record, for an instance that does nothing: a person may have mended the file. */
    Optional<RegistryEntry> load() {
        if (unwritten) {
            return Optional.of(RegistryEntry.of(current));
        }
        Optional<RegistryEntry> entry = registry.find(name);
        current = entry.flatMap(RegistryEntry::readable).orElse(null);
        return entry;
    }

    /** @throws JprismaException if it cannot be written; then all is as it was before */
    InstanceRecord save(InstanceRecord record) {
        registry.save(record);
        current = record;
        unwritten = false;
        return record;
    }

    /** Somebody else has written it. */
    InstanceRecord saved(InstanceRecord record) {
        current = record;
        unwritten = false;
        return record;
    }

    /** Changes it and writes it, now or as soon as that can be done. */
    InstanceRecord saveOrLater(InstanceRecord record) {
        current = record;
        try {
            save(record);
        } catch (JprismaException e) {
            LOG.warn("{}: that it is {} cannot be recorded yet: {}", name, record.status(), e.getMessage());
            makeRoom.run();
            unwritten = true;
            retry();
        }
        return record;
    }

    private void retry() {
        if (!unwritten) {
            return;
        }
        try {
            save(current);
            LOG.info("{}: that it is {} is recorded now", name, current.status());
        } catch (JprismaException e) {
            LOG.debug("{}: still not recorded", name, e);
            later.accept(this::retry);
        }
    }

    /** It has been deleted. */
    void forget() {
        current = null;
        unwritten = false;
    }
}
