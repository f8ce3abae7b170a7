package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.LoginRoles;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ScramVerifier;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.LoginKind;
import dev.jprisma.state.LoginRole;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The roles that an instance is given beside its superuser: first in its data, then in its record, so that what a kill
 * leaves is undone by the next start, and nobody has been told of it. Of the instance's queue alone.
 */
final class InstanceLogins {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceLogins.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final InstanceName name;
    private final InstanceContext context;
    private final RecordKeeper records;

    InstanceLogins(InstanceName name, InstanceContext context, RecordKeeper records) {
        this.name = name;
        this.context = context;
        this.records = records;
    }

    /**
     * @param running whether its server runs
     * @see Instance#ensureLogin
     */
    void ensure(InstanceRecord instance, LoginKind kind, boolean running) {
        requireServerOfItsOwn(instance);
        InstanceRecord changed = instance.login(kind.roleName()).isPresent()
                ? instance
                : instance.withLogin(role(kind, kind.roleName(), LoginRole.password(instance, kind)));
        if (running) {
            apply(changed);
        } else {
            applyToStopped(changed);
        }
        if (!changed.equals(instance)) {
            records.save(changed);
        }
    }

    /**
     * Makes a connection's role in one that runs.
     *
     * @param changed its record with the connection
     * @return the password, which is kept nowhere
     * @throws JprismaException why not; then all is as it was
     */
    InstancePassword open(InstanceRecord instance, InstanceRecord changed, String roleName) {
        InstancePassword password = InstancePassword.random();
        InstanceRecord opened = changed.withLogin(role(LoginKind.CONNECTION, roleName, password));
        apply(opened);
        try {
            records.save(opened);
        } catch (JprismaException e) {
            apply(instance);
            throw e;
        }
        return password;
    }

    /** Gives it another password; its sessions end. If that fails, it has the one it had at the next start at last. */
    InstancePassword reopen(InstanceRecord instance, String roleName) {
        apply(instance.withoutLogin(roleName));
        return open(instance, instance, roleName);
    }

    /**
     * Ends its sessions and drops it.
     *
     * @param changed the instance's record without the connection
     */
    void close(InstanceRecord changed, String roleName) {
        InstanceRecord closed = changed.withoutLogin(roleName);
        apply(closed);
        records.save(closed);
    }

    private static LoginRole role(LoginKind kind, String roleName, InstancePassword password) {
        return new LoginRole(kind, roleName, ScramVerifier.of(password.text()));
    }

    private void requireServerOfItsOwn(InstanceRecord instance) {
        if (instance.isLinked()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    name + " is linked to " + instance.upstream() + ", where jprisma makes no roles: who may do that"
                            + " there makes one (create role ... login), and links it");
        }
    }

    private void applyToStopped(InstanceRecord instance) {
        Path data = instance.dataDirectory(context.home());
        if (Files.exists(data, LinkOption.NOFOLLOW_LINKS)) {
            ClusterFactory clusters =
                    context.bootstrap().await(instance.postgres(), progress -> {}, new CompletableFuture<>());
            LoginRoles.applyToStopped(clusters.installation(), data, instance.logins());
        }
    }

    private void apply(InstanceRecord instance) {
        try {
            new LoginRoles(database -> PostgresConnection.open(
                            PostgresAddress.of(
                                            instance.dataDirectory(context.home()),
                                            instance.ports().database().number(),
                                            instance.password().text())
                                    .withDatabase(database),
                            CONNECT_LIMIT))
                    .apply(instance.logins());
        } catch (ServerErrorException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, name + ": " + e.error().message(), e);
        } catch (PostgresException e) {
            throw new JprismaException(ErrorKind.POSTGRES_FAILED, name + ": " + e.getMessage(), e);
        }
    }

    /** The server serves: what its roles may needs that, and what a kill left is taken back. */
    void serverStarted(InstanceRecord instance) {
        if (instance.logins().isEmpty()) {
            return;
        }
        try {
            apply(instance);
        } catch (JprismaException e) {
            LOG.warn("{}: its roles may not be as they were: {}", name, e.getMessage());
        }
    }
}
