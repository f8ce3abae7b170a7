package dev.jprisma.testing;

import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.SuperuserPassword;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PasswordKind;
import dev.jprisma.state.ServerSetting;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A server that is thrown away: not durable, and gone with this process, at the latest when the home is used again. */
final class EphemeralServer implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    /** Makes the cluster in a folder that is not there yet. */
    @FunctionalInterface
    interface Filling {
        void fill(Path dataDirectory) throws IOException;
    }

    private final Engine engine;
    private final List<ServerSetting> settings;
    private final Lease lease;
    private final Postmaster postmaster;
    private final ServerLogin login;
    private boolean closed;

    private EphemeralServer(
            Engine engine, List<ServerSetting> settings, Lease lease, Postmaster postmaster, ServerLogin login) {
        this.engine = engine;
        this.settings = settings;
        this.lease = lease;
        this.postmaster = postmaster;
        this.login = login;
    }

    /**
     * @param settings besides those of all
     * @param port the one it must have, or empty for any
     */
    static EphemeralServer start(Engine engine, List<ServerSetting> settings, OptionalInt port, Filling filling) {
        try {
            Lease lease = takeLease(engine);
            try {
                engine.storage().createDirectory(lease.folder());
                filling.fill(lease.dataDirectory());
                return start(engine, settings, lease, port);
            } catch (IOException | RuntimeException e) {
                removeAfter(e, lease);
                throw e;
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot make a server in " + engine.servers() + " (" + JprismaHome.reason(e)
                            + "): it needs about 50 MB there; the system property jprisma.testing.directory names"
                            + " another folder",
                    e);
        }
    }

    private static void removeAfter(Exception failure, Lease lease) {
        try {
            Reaper.remove(lease);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static Lease takeLease(Engine engine) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return Lease.take(engine.storage().createDirectory(engine.servers()));
            } catch (NoSuchFileException e) {
                // Another run, ending, removed the folder while it was empty.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static EphemeralServer start(Engine engine, List<ServerSetting> settings, Lease lease, OptionalInt wanted) {
        List<ServerSetting> all = new ArrayList<>(engine.settings().serverSettings());
        all.addAll(settings);
        for (int attempt = 1; ; attempt++) {
            int port = wanted.orElseGet(FreePort::choose);
            try {
                String password = engine.clusters().firstPassword();
                PostmasterOptions options = new PostmasterOptions(
                        lease.dataDirectory(), port, lease.log(), false, SuperuserPassword.kept(password), all);
                return new EphemeralServer(
                        engine,
                        settings,
                        lease,
                        Postmaster.start(engine.clusters().installation(), options),
                        new ServerLogin(port, new InstancePassword(password, PasswordKind.RANDOM)));
            } catch (JprismaException e) {
                if (e.kind() == ErrorKind.PORT_TAKEN && wanted.isPresent()) {
                    throw new PortNotAvailableException(port, e.getMessage(), e);
                }
                if (e.kind() != ErrorKind.PORT_TAKEN || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Stops it, does something with its cluster, and starts it again. */
    EphemeralServer restarted(Filling whileStopped) throws IOException {
        try {
            postmaster.stop();
            whileStopped.fill(lease.dataDirectory());
            return start(engine, settings, lease, OptionalInt.empty());
        } catch (IOException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    ServerLogin login() {
        return login;
    }

    Path log() {
        return lease.log();
    }

    /** Leaves it running when this process ends, for a person to look at. */
    synchronized void keep() {
        try {
            lease.keep();
            closed = true;
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot keep the server (" + JprismaHome.reason(e) + ")", e);
        }
    }

    /** Closes it because something has failed, which is what is to be heard of. */
    void closeAfter(Exception failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Stops it and deletes all of it. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            postmaster.stopImmediately();
            Reaper.remove(lease);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot delete " + lease.folder() + " (" + JprismaHome.reason(e) + "); the next run tries again",
                    e);
        }
    }
}
