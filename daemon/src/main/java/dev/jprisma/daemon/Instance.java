package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.state.ClosedDoors;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.FormerPort;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePorts;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Liveness;
import dev.jprisma.state.PostmasterPidFile;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.Wanted;
import dev.jprisma.state.control.InstanceEvent;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance: the only place where its state changes. What it does is done one at a time; who asks while something is
 * under way waits for its end.
 */
final class Instance {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);
    private static final int PORT_ATTEMPTS = 5;

    private final InstanceName name;
    private final InstanceContext context;
    private final RestartPolicy restarts = new RestartPolicy();

    // Guarded by this.
    private Postmaster postmaster;
    private long startedNanos;
    private Doors doors;
    private Holder holder;
    private Future<?> restart;

    Instance(InstanceName name, InstanceContext context) {
        this.name = name;
        this.context = context;
    }

    /**
     * Starts it unless it runs.
     *
     * @param newHolder who holds it in the foreground from now on, or null
     */
    synchronized StartedInstance start(StartInstance request, Holder newHolder, Consumer<String> progress) {
        Optional<InstanceRecord> known = context.registry().find(name).map(RegistryEntry::required);
        if (known.isEmpty() && !request.create()) {
            throw notFound();
        }
        if (isRunning()) {
            return alreadyRunning(known.orElseThrow(), request, newHolder);
        }
        ClusterFactory clusters = context.preparation().await(progress);
        InstanceRecord instance = known.orElseGet(() -> InstanceRecord.create(
                name,
                clusters.installation().version(),
                clusters.storage().newDataDirectory(name, request.ephemeral()),
                InstancePorts.DEFAULT,
                request.ephemeral()));
        try {
            open(instance, request, newHolder, clusters);
        } catch (JprismaException e) {
            afterFailedStart(instance, known.isEmpty(), clusters, e);
            throw e;
        }
        holder = newHolder;
        context.prepareSpare(clusters);
        return new StartedInstance(view(), known.isEmpty(), false, movedFrom(instance));
    }

    private List<FormerPort> movedFrom(InstanceRecord before) {
        return record().formerPorts().stream()
                .filter(port -> !before.formerPorts().contains(port))
                .toList();
    }

    private void open(InstanceRecord instance, StartInstance request, Holder newHolder, ClusterFactory clusters) {
        cancelRestart();
        closeDoors();
        RequestedPorts requested = RequestedPorts.of(request);
        ProcessIdentity owner = newHolder == null ? null : newHolder.process();
        for (int attempt = 1; ; attempt++) {
            InstanceRecord starting = context.reserve(instance.allowing(request.allowedOrigins()), requested, owner);
            try {
                run(starting, clusters);
                return;
            } catch (JprismaException e) {
                // A port of ours may be lost to another program between looking and binding: look again.
                if (e.kind() != ErrorKind.PORT_TAKEN || attempt == PORT_ATTEMPTS) {
                    throw e;
                }
                LOG.info("{}: {}; trying other ports", name, e.getMessage());
            }
        }
    }

    private void run(InstanceRecord starting, ClusterFactory clusters) {
        doors = context.openDoors(starting, clusters);
        Postmaster started = null;
        try {
            Path data = starting.dataDirectory(context.home());
            if (!starting.hasRun() && !Files.exists(data, LinkOption.NOFOLLOW_LINKS)) {
                clusters.create(data);
            }
            started = startPostmaster(starting, clusters);
            supervise(started, starting);
        } catch (JprismaException e) {
            closeDoors();
            if (started != null) {
                started.stop();
            }
            throw e;
        }
    }

    private Postmaster startPostmaster(InstanceRecord instance, ClusterFactory clusters) {
        return Postmaster.start(
                clusters.installation(),
                new PostmasterOptions(
                        instance.dataDirectory(context.home()),
                        instance.ports().database().number(),
                        context.home().postgresLog(name),
                        !instance.ephemeral()));
    }

    /** From here on it runs, and its end is noticed. */
    private void supervise(Postmaster live, InstanceRecord instance) {
        postmaster = live;
        startedNanos = System.nanoTime();
        context.registry().save(instance.running(live.identity()));
        LOG.info("{}: running, process {}, ports {}", name, live.identity().pid(), instance.ports());
        live.onExit().thenRunAsync(() -> ended(live), context.threads());
    }

    private synchronized void ended(Postmaster which) {
        if (which == postmaster) {
            postmaster = null;
            crashed(
                    "its postmaster (process " + which.identity().pid() + ") ended by itself",
                    Duration.ofNanos(System.nanoTime() - startedNanos));
        }
    }

    private void crashed(String reason, Duration ranFor) {
        Duration delay = restarts.delayAfter(ranFor);
        LOG.warn("{}: {}; starting it again in {} ms", name, reason, delay.toMillis());
        saveQuietly(record().crashed(reason));
        tell(InstanceStatus.CRASHED, reason + "; starting it again");
        restart = context.scheduler()
                .schedule(() -> context.threads().execute(this::restart), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void restart() {
        restart = null;
        if (isRunning() || record().wanted() != Wanted.RUNNING) {
            return;
        }
        try {
            ClusterFactory clusters = context.preparation().await(message -> {});
            supervise(startPostmaster(record(), clusters), record());
            tell(InstanceStatus.RUNNING, "it runs again");
        } catch (JprismaException e) {
            if (e.kind() == ErrorKind.HOME_UNUSABLE) {
                failed(e.getMessage());
            } else {
                crashed(e.getMessage(), Duration.ZERO);
            }
        }
    }

    private void failed(String reason) {
        LOG.error("{}: {}", name, reason);
        closeDoors();
        saveQuietly(record().failed(reason));
        tell(InstanceStatus.ERROR, reason);
    }

    private void afterFailedStart(
            InstanceRecord instance, boolean created, ClusterFactory clusters, JprismaException why) {
        closeDoors();
        try {
            boolean hasData = Files.exists(instance.dataDirectory(context.home()), LinkOption.NOFOLLOW_LINKS);
            if (created && (instance.ephemeral() || !hasData)) {
                // It never came to be: the home is as it was.
                clusters.storage().discardInstance(name);
            } else if (context.registry().find(name).isPresent() && record().status() == InstanceStatus.STARTING_UP) {
                context.registry().save(record().failed(why.getMessage()));
            }
        } catch (IOException | JprismaException e) {
            why.addSuppressed(e);
        }
    }

    private StartedInstance alreadyRunning(InstanceRecord instance, StartInstance request, Holder newHolder) {
        InstancePorts ports = instance.ports();
        requireSamePort("HTTP", ports.http().number(), request.httpPort());
        requireSamePort("database", ports.database().number(), request.databasePort());
        requireSamePort("shadow database", ports.shadow().number(), request.shadowPort());
        requireSameOrigins(instance.allowedOrigins(), request.allowedOrigins());
        requireOpenDoors(instance, request.movePorts());
        if (newHolder != null) {
            if (holder != null) {
                throw new JprismaException(
                        ErrorKind.ALREADY_RUNNING,
                        name + " is in the foreground of process "
                                + holder.process().pid() + " already; its URL: jprisma dev url " + name);
            }
            holder = newHolder;
            context.registry().save(instance.ownedBy(newHolder.process()));
        }
        return new StartedInstance(view(), false, true, List.of());
    }

    private void requireSameOrigins(List<String> actual, List<String> asked) {
        if (asked != null && !Set.copyOf(asked).equals(Set.copyOf(actual))) {
            throw new JprismaException(
                    ErrorKind.ALREADY_RUNNING,
                    name + " runs already, and allows " + (actual.isEmpty() ? "no web page" : String.join(", ", actual))
                            + "; to change that: jprisma dev stop " + name + ", then start it again");
        }
    }

    private void requireOpenDoors(InstanceRecord instance, boolean movePorts) {
        if (movePorts && !instance.closedDoors().equals(ClosedDoors.NONE)) {
            throw new JprismaException(
                    ErrorKind.ALREADY_RUNNING,
                    name + " runs already; to move its ports: jprisma dev stop " + name + ", then start it again");
        }
    }

    private void requireSamePort(String what, int actual, Integer asked) {
        if (asked != null && asked != actual) {
            throw new JprismaException(
                    ErrorKind.ALREADY_RUNNING,
                    name + " runs already, with " + actual + " as its " + what
                            + " port; to change that: jprisma dev stop " + name + ", then start it again");
        }
    }

    /**
     * Takes over what another daemon left: a live postmaster goes on, one that ended by itself is started again, one
     * that was to be stopped is stopped.
     */
    synchronized void adopt(ClusterFactory clusters) {
        InstanceRecord instance = record();
        Optional<Postmaster> live = Postmaster.adopt(clusters.installation(), instance.dataDirectory(context.home()));
        if (instance.ephemeral() && (live.isEmpty() || instance.owner() == null)) {
            live.ifPresent(Postmaster::stopImmediately);
            context.shadowOf(instance, clusters).removeLeftOver();
            delete();
            return;
        }
        if (instance.wanted() == Wanted.STOPPED) {
            if (live.isPresent() && instance.status() == InstanceStatus.STOPPING) {
                live.get().stop();
            }
            if (instance.status() == InstanceStatus.STOPPING) {
                context.registry().save(instance.stopped());
            }
            return;
        }
        if (live.isPresent() && isOnItsPort(instance)) {
            takeOver(instance, live.get(), clusters);
        } else if (Liveness.statusOf(instance, instance.dataDirectory(context.home()), false)
                == InstanceStatus.CRASHED) {
            reopenDoors(instance, clusters);
            crashed("its postmaster ended by itself while no daemon ran", Duration.ZERO);
        } else {
            context.registry().save(instance.stopped());
        }
        watchOwner(instance.owner());
    }

    private boolean isOnItsPort(InstanceRecord instance) {
        return PostmasterPidFile.read(instance.dataDirectory(context.home()))
                .filter(file -> file.port() == instance.ports().database().number())
                .isPresent();
    }

    private void takeOver(InstanceRecord instance, Postmaster live, ClusterFactory clusters) {
        supervise(live, reopenDoors(instance, clusters));
    }

    /** Its doors closed with the daemon before; if somebody took a port meanwhile, they stay closed. */
    private InstanceRecord reopenDoors(InstanceRecord instance, ClusterFactory clusters) {
        try {
            doors = context.openDoors(instance, clusters);
            return instance.closing(ClosedDoors.NONE);
        } catch (JprismaException e) {
            LOG.error("{}: it runs without its HTTP and shadow ports: {}", name, e.getMessage());
            return instance.closing(ClosedDoors.both(e.getMessage()));
        }
    }

    /** A foreground instance ends with its terminal, even if the daemon it was connected to was killed before. */
    private void watchOwner(ProcessIdentity owner) {
        if (owner == null) {
            return;
        }
        Runnable ended = () -> stopIfLeft(owner);
        owner.handle()
                .ifPresentOrElse(
                        handle -> handle.onExit().thenRunAsync(ended, context.threads()),
                        () -> context.threads().execute(ended));
    }

    private synchronized void stopIfLeft(ProcessIdentity owner) {
        if (holder == null && owner.equals(record().owner())) {
            LOG.info("{}: process {}, which held it in the foreground, is gone", name, owner.pid());
            stop();
        }
    }

    /** The connection that held it has ended. */
    synchronized void releasedBy(Holder who) {
        if (holder == who) {
            LOG.info("{}: process {} let go of it", name, who.process().pid());
            stop();
        }
    }

    /**
     * Stops it; false if there was nothing to stop.
     *
     * @throws JprismaException if there is no instance of that name
     */
    synchronized boolean stop() {
        InstanceRecord instance =
                context.registry().find(name).orElseThrow(this::notFound).required();
        if (postmaster == null && instance.wanted() == Wanted.STOPPED) {
            holder = null;
            return false;
        }
        cancelRestart();
        context.registry().save(instance.stopping());
        closeDoors();
        Postmaster stopping = postmaster;
        // What ends from here on was asked to.
        postmaster = null;
        try {
            if (stopping != null) {
                stopping.stop();
            }
            context.registry().save(instance.stopped());
            tell(InstanceStatus.NOT_RUNNING, "stopped");
        } catch (JprismaException e) {
            context.registry().save(instance.failed(e.getMessage()));
            tell(InstanceStatus.ERROR, e.getMessage());
            throw e;
        } finally {
            holder = null;
        }
        LOG.info("{}: stopped", name);
        if (instance.ephemeral()) {
            delete();
        }
        return true;
    }

    /** Deletes it and its data. */
    synchronized void remove(boolean force) {
        RegistryEntry entry = context.registry().find(name).orElseThrow(this::notFound);
        Optional<Postmaster> unknown = isWanted() ? Optional.empty() : livePostmasterOf(entry);
        if (isWanted() || unknown.isPresent()) {
            if (!force) {
                throw new JprismaException(
                        ErrorKind.ALREADY_RUNNING,
                        name + " is running: stop it first (jprisma dev stop " + name + "), or delete it as it is with"
                                + " jprisma dev rm --force " + name);
            }
            unknown.ifPresentOrElse(Postmaster::stop, this::stop);
        }
        if (context.registry().find(name).isPresent()) {
            delete();
        }
    }

    /** A server that nobody supervises, since the record that names it cannot be read or says otherwise. */
    private Optional<Postmaster> livePostmasterOf(RegistryEntry entry) {
        Path data = entry.readable()
                .map(instance -> instance.dataDirectory(context.home()))
                .orElseGet(() -> context.preparation().storage().findDataDirectory(name));
        return PostmasterPidFile.read(data)
                .flatMap(file -> Postmaster.adopt(
                        context.preparation().await(message -> {}).installation(), data));
    }

    private void delete() {
        LOG.info("{}: deleting it and its data", name);
        try {
            context.preparation().storage().discardInstance(name);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, name + " cannot be deleted (" + JprismaHome.reason(e) + ")", e);
        }
    }

    synchronized boolean isRunning() {
        return postmaster != null && postmaster.isAlive();
    }

    /** Whether it needs the daemon: it runs, or will again. */
    synchronized boolean isWanted() {
        return postmaster != null || restart != null;
    }

    /** The daemon ends, and the instance goes on without it. */
    synchronized void leave() {
        cancelRestart();
        closeDoors();
        postmaster = null;
    }

    private InstanceView view() {
        return InstanceView.of(context.registry().find(name).orElseThrow(), context.home(), true);
    }

    private InstanceRecord record() {
        return context.registry().find(name).orElseThrow(this::notFound).required();
    }

    private JprismaException notFound() {
        return new JprismaException(
                ErrorKind.NOT_FOUND,
                "There is no instance " + name + ": jprisma dev ls shows those there are, jprisma dev -n " + name
                        + " makes one");
    }

    private void saveQuietly(InstanceRecord instance) {
        try {
            context.registry().save(instance);
        } catch (JprismaException e) {
            LOG.error("{}: its new state cannot be recorded", name, e);
        }
    }

    private void tell(InstanceStatus status, String message) {
        if (holder != null) {
            holder.tell(new InstanceEvent(name.value(), status, name + ": " + message));
        }
    }

    private void cancelRestart() {
        if (restart != null) {
            restart.cancel(false);
            restart = null;
        }
    }

    private void closeDoors() {
        if (doors != null) {
            doors.close();
            doors = null;
        }
    }
}
