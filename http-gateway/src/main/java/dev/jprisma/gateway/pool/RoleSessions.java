package dev.jprisma.gateway.pool;

import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.postgres.wire.CannotConnectException;
import dev.jprisma.postgres.wire.ConnectionLostException;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerErrorException;
import java.time.Duration;

/**
 * Sessions of roles that the user made. PostgreSQL itself checks each login, so nothing is remembered of any: a
 * password that was changed, or a role that was dropped, is so at once. Who does not know the API key may
 * {@linkplain LoginAttempts fail so often}, and not be a superuser or one in all but name. Safe for threads.
 */
public final class RoleSessions {

    /** Each of them keeps a thread. */
    private static final int MOST_WAITING = 100;

    /**
     * Whether the session's role is a superuser, or member of one, or of what the documentation of PostgreSQL
     * ("Predefined Roles") calls superuser-level access, with whatever rights the membership gives just now. In names
     * that no setting of the role can turn into others.
     */
    private static final String IS_POWERFUL = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_roles
              WHERE pg_catalog.pg_has_role(session_user, oid, 'MEMBER') AND (rolsuper OR rolname
                OPERATOR(pg_catalog.=) ANY (CAST('{pg_execute_server_program,pg_read_server_files,pg_write_server_files}'
                  AS pg_catalog.name[]))))""";

    private final String instance;
    private final ServerAddress server;
    private final GatewaySettings settings;
    private final FairSemaphore permits;
    private final LoginAttempts attempts = new LoginAttempts(System::nanoTime);

    /**
     * @param instance whose they are, for messages
     * @param server where sessions for requests are opened, and with which settings
     */
    public RoleSessions(String instance, ServerAddress server, GatewaySettings settings) {
        this.instance = instance;
        this.server = server;
        this.settings = settings;
        this.permits = new FairSemaphore(settings.pool().size(), SessionPool.PATIENCE);
    }

    /**
     * A session for one request.
     *
     * @throws LoginRefusedException if the role may not log in
     * @throws PoolExhaustedException if there are too many sessions already
     * @throws PostgresException if there is no server, or it refuses
     */
    public Session borrow(RoleLogin login, String database) {
        if (!login.withKey()) {
            attempts.check();
            if (permits.waiting() >= MOST_WAITING) {
                throw new PoolExhaustedException(
                        MOST_WAITING + " requests of roles wait for a session. Send fewer at once.");
            }
        }
        awaitTurn();
        try {
            PostgresConnection connection = open(login, server.withDatabase(database));
            return new Session(connection, () -> {
                connection.close();
                permits.release();
            });
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private void awaitTurn() {
        try {
            if (!permits.acquire(settings.pool().longestWait())) {
                throw exhausted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw exhausted();
        }
    }

    private PoolExhaustedException exhausted() {
        return new PoolExhaustedException(
                settings.pool().size(), settings.pool().longestWait());
    }

    /**
     * A session that the caller keeps and closes.
     *
     * @param address with the database and the settings of the session; its login does not matter
     * @throws LoginRefusedException if the role may not log in
     * @throws PoolExhaustedException if too many try at once
     * @throws PostgresException if there is no server, or it refuses
     */
    public PostgresConnection open(RoleLogin login, ServerAddress address) {
        return login.withKey()
                ? connect(login, address)
                : attempts.attempt(settings.pool().longestWait(), () -> connectWithoutKey(login, address));
    }

    private PostgresConnection connectWithoutKey(RoleLogin login, ServerAddress address) {
        PostgresConnection connection = connect(login, address);
        try {
            if (isPowerful(connection)) {
                throw tooPowerful(login);
            }
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private PostgresConnection connect(RoleLogin login, ServerAddress address) {
        String password = login.password();
        if (password.isEmpty() || password.indexOf('\0') >= 0) {
            throw refused(login);
        }
        try {
            return PostgresConnection.open(
                    address.withLogin(login.role(), password), settings.pool().connectTimeout());
        } catch (ServerErrorException | CannotConnectException | ConnectionLostException e) {
            throw e;
        } catch (PostgresException e) {
            throw new LoginRefusedException("28000", e.getMessage());
        }
    }

    private boolean isPowerful(PostgresConnection connection) {
        boolean[] powerful = {true};
        connection.setReadTimeout(settings.pool().connectTimeout());
        connection.query(IS_POWERFUL, new ResultReceiver() {
            @Override
            public void row(Row row) {
                powerful[0] = !"f".equals(row.text(0));
            }
        });
        connection.setReadTimeout(Duration.ZERO);
        return powerful[0];
    }

    private static LoginRefusedException refused(RoleLogin login) {
        return new LoginRefusedException("28P01", "password authentication failed for user \"" + login.role() + "\"");
    }

    private LoginRefusedException tooPowerful(RoleLogin login) {
        return new LoginRefusedException(
                "28000",
                "role \"" + login.role() + "\" is a superuser or a member of a role with such power, which over HTTP"
                        + " takes the API key besides the password: send the header \"Authorization: Bearer KEY\", where"
                        + " KEY is the api_key in what \"jprisma dev url " + instance
                        + " --http\" prints, or use the TCP URL");
    }
}
