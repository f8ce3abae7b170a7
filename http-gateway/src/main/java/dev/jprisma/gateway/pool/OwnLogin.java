package dev.jprisma.gateway.pool;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ProvenQueries;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerErrorException;
import java.time.Duration;
import java.util.Set;

/**
 * The gateway's own way into an instance. Its password, user and database are the user's to change; where PostgreSQL
 * refuses them, the error says what to do.
 */
final class OwnLogin {

    /** Wrong password, no such user or one who may not log in, no such database, one that takes no connections. */
    private static final Set<String> REFUSALS = Set.of("28P01", "28000", "3D000", "55000");

    private final String advice;
    private final ServerAddress address;
    private final Duration timeout;

    /** @param advice what to do then, as a sentence */
    OwnLogin(String advice, ServerAddress address, Duration timeout) {
        this.advice = advice;
        this.address = address;
        this.timeout = timeout;
    }

    /** @param proven shared by all sessions of a pool */
    PostgresConnection open(ProvenQueries proven) {
        try {
            return PostgresConnection.open(address, timeout, proven);
        } catch (ServerErrorException e) {
            throw REFUSALS.contains(e.error().code()) && e.error().hint() == null ? e.withHint(advice) : e;
        }
    }

    /** Another database of the instance; whether that is there is the client's business. */
    PostgresConnection open(String database) {
        return address.database().equals(database)
                ? open(new ProvenQueries())
                : PostgresConnection.open(address.withDatabase(database), timeout);
    }
}
