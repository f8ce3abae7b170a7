package dev.jprisma.cli.foreground;

import dev.jprisma.cli.output.Console;
import dev.jprisma.cli.output.PortNotes;
import dev.jprisma.cli.output.RequestProgress;
import dev.jprisma.client.DaemonClient;
import dev.jprisma.client.DaemonConnector;
import dev.jprisma.client.DaemonListener;
import dev.jprisma.client.Held;
import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.DesiredState;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.Registry;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.InstanceEvent;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.control.StopInstance;
import dev.jprisma.state.control.StoppedInstance;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An instance that lives as long as this command. The connection to the daemon is the lease: whatever ends this process
 * ends it, and the daemon then stops the instance. If the daemon ends, another is started and the lease taken anew.
 *
 * <p>{@code q} returns; a signal ends the JVM, whose shutdown hook stops the instance first.
 */
public final class ForegroundSession {
    private enum SessionEvent {
        QUIT,
        SHOW_HTTP,
        SHOW_TCP,
        STOPPED,
        FAILED,
        DAEMON_ENDED
    }

    private final Console console;
    private final JprismaHome home;
    private final DaemonConnector connector;
    private final StartInstance request;
    private final Banner banner;
    private final boolean json;
    private final String again;
    private final Consumer<InstanceView> prepare;

    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    /** Held by whoever changes what this session holds: its start, a new daemon's, its end. */
    private final ReentrantLock changing = new ReentrantLock();

    private DaemonClient daemon;
    private boolean holding;
    private volatile boolean ending;
    private volatile Optional<TerminalKeys> keys = Optional.empty();

    /**
     * @param request with {@code foreground} set
     * @param again what is typed to start it again
     * @param prepare done with the instance before it is shown; if it fails the session ends
     */
    public ForegroundSession(
            Console console,
            JprismaHome home,
            DaemonConnector connector,
            StartInstance request,
            boolean json,
            String again,
            Consumer<InstanceView> prepare) {
        this.console = console;
        this.home = home;
        this.connector = connector;
        this.request = request;
        this.banner = new Banner(console);
        this.json = json;
        this.again = again;
        this.prepare = prepare;
    }

    /**
     * Starts the instance and stays until it ends.
     *
     * @return whether it ended well
     */
    public boolean run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "on-signal"));
        try {
            StartedInstance started = start();
            PortNotes.of(console, started);
            if (started.alreadyRunning()) {
                console.note(name() + " was running in the background; this command holds it now.");
            }
            prepare.accept(started.instance());
            keys = console.isInteractive() ? TerminalKeys.open() : Optional.empty();
            show(started.instance());
            keys.ifPresent(open -> readKeys());
            return stay(started.instance());
        } finally {
            restoreTerminal();
        }
    }

    private InstanceName name() {
        return request.name();
    }

    private StartedInstance start() {
        changing.lock();
        try {
            StartedInstance started = askForLease(request);
            holding = true;
            return started;
        } finally {
            changing.unlock();
        }
    }

    /** Leaves the connection open that the instance is held by. */
    private StartedInstance askForLease(StartInstance start) {
        Held<StartedInstance> held = connector.hold(Methods.INSTANCE_START, start, StartedInstance.class, listener());
        daemon = held.daemon();
        return held.answer();
    }

    private DaemonListener listener() {
        return new RequestProgress(console) {
            @Override
            public void event(InstanceEvent event) {
                if (ending) {
                    return;
                }
                console.note(event.message());
                switch (event.status()) {
                    case NOT_RUNNING -> events.add(SessionEvent.STOPPED);
                    case ERROR -> events.add(SessionEvent.FAILED);
                    default -> console.debug(event.name() + " is " + event.status());
                }
            }

            @Override
            public void ended() {
                events.add(SessionEvent.DAEMON_ENDED);
            }
        };
    }

    private void show(InstanceView instance) {
        if (json) {
            console.result(RecordJson.writeIndented(instance));
            return;
        }
        banner.show(instance);
        if (keys.isPresent()) {
            banner.showKeys();
        }
    }

    private void readKeys() {
        Thread reader = new Thread(
                () -> {
                    try {
                        for (int key = console.in().read();
                                key >= 0;
                                key = console.in().read()) {
                            onKey(key);
                        }
                    } catch (IOException e) {
                        console.debug("The terminal gives no more keys: " + e.getMessage());
                    }
                },
                "keys");
        reader.setDaemon(true);
        reader.start();
    }

    private void onKey(int key) {
        switch (key) {
            case 'q', 'Q' -> events.add(SessionEvent.QUIT);
            case 'h', 'H' -> events.add(SessionEvent.SHOW_HTTP);
            case 't', 'T' -> events.add(SessionEvent.SHOW_TCP);
            default -> console.debug("Key " + key + " means nothing");
        }
    }

    private boolean stay(InstanceView instance) {
        while (true) {
            switch (next()) {
                case SHOW_HTTP -> banner.showHttp(instance);
                case SHOW_TCP -> banner.showTcp(instance);
                case QUIT -> {
                    stop();
                    return true;
                }
                case STOPPED -> {
                    return true;
                }
                case FAILED -> {
                    return false;
                }
                case DAEMON_ENDED -> {
                    if (!holdByAnotherDaemon()) {
                        return true;
                    }
                }
            }
        }
    }

    private SessionEvent next() {
        try {
            return events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name() + " ran in the foreground", e);
        }
    }

    /** @return false if somebody has stopped the instance and the daemon with it */
    private boolean holdByAnotherDaemon() {
        changing.lock();
        try {
            if (ending || !daemon.hasEnded()) {
                return true;
            }
            if (!isWanted()) {
                holding = false;
                console.note(name() + " was stopped.");
                return false;
            }
            console.note("The daemon has ended. Starting another ...");
            askForLease(StartInstance.existing(name(), true));
            String pid = DaemonRecord.read(home)
                    .map(record -> " (pid " + record.process().pid() + ")")
                    .orElse("");
            console.note("A new daemon" + pid + " looks after " + name() + ".");
            return true;
        } finally {
            changing.unlock();
        }
    }

    private boolean isWanted() {
        return new Registry(home)
                .find(name())
                .flatMap(RegistryEntry::readable)
                .filter(instance -> instance.wanted() == DesiredState.RUNNING)
                .isPresent();
    }

    /**
     * A start that is under way is not waited for: it ends with our connection, and the daemon undoes what it began.
     */
    private void onSignal() {
        restoreTerminal();
        if (ending) {
            return;
        }
        if (!changing.tryLock()) {
            console.note(name() + " is not started: what was begun is undone.");
            return;
        }
        try {
            stop();
        } catch (JprismaException e) {
            console.note("This command ends, and with it " + name() + ": " + e.getMessage());
        } finally {
            changing.unlock();
        }
    }

    /** Once, by whoever comes first. */
    private void stop() {
        changing.lock();
        try {
            if (holding) {
                ending = true;
                holding = false;
                console.note("Stopping " + name() + " ...");
                askToStop();
                console.note(name() + " is stopped, its data is kept. Start it again: " + again);
                daemon.close();
            }
        } finally {
            changing.unlock();
        }
    }

    private void askToStop() {
        connector.request(
                daemon,
                Methods.INSTANCE_STOP,
                new StopInstance(name()),
                StoppedInstance.class,
                new DaemonListener() {});
    }

    private void restoreTerminal() {
        keys.ifPresent(TerminalKeys::close);
    }
}
