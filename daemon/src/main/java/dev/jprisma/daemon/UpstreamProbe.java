package dev.jprisma.daemon;

import dev.jprisma.postgres.UpstreamAddress;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.Upstream;
import java.time.Duration;
import java.util.Map;

/**
 * What is known of a database elsewhere once it has been logged in to.
 *
 * @param upstream and whether a pooler stands between
 * @param version of PostgreSQL, as it says
 * @param server which of its servers answered
 * @param encryption the version of TLS; null without
 */
record UpstreamProbe(Upstream upstream, String version, String server, String encryption) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** A pooler takes no settings but those that it keeps itself. */
    private static final Map<String, String> NOT_FOR_POOLERS = Map.of("bytea_output", "hex");

    private static final String PROTOCOL_VIOLATION = "08P01";

    /**
     * Logs in there.
     *
     * @throws JprismaException if that cannot be done, and why
     */
    static UpstreamProbe of(InstanceName name, Upstream upstream) {
        ServerAddress address = UpstreamAddress.of(upstream);
        try {
            if (address.options().pooler()) {
                return look(upstream.withPooler(true), address);
            }
            return lookAsGatewayDoes(upstream, address);
        } catch (PostgresException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, name + " is not linked to " + upstream + ": " + e.getMessage(), e);
        }
    }

    private static UpstreamProbe lookAsGatewayDoes(Upstream upstream, ServerAddress address) {
        try {
            return look(upstream, address.withDefaults(NOT_FOR_POOLERS));
        } catch (ServerErrorException e) {
            if (e.error().code().equals(PROTOCOL_VIOLATION)
                    && e.error().message().contains("startup parameter")) {
                return look(upstream.withPooler(true), address);
            }
            throw e;
        }
    }

    private static UpstreamProbe look(Upstream upstream, ServerAddress address) {
        try (PostgresConnection connection = PostgresConnection.open(address, LIMIT)) {
            connection.setReadTimeout(LIMIT);
            boolean pooler = upstream.pooler() || !speaksForItself(connection);
            String version = connection.parameter("server_version");
            return new UpstreamProbe(
                    upstream.withPooler(pooler),
                    version == null ? "of an unknown version" : version.split(" ")[0],
                    connection.host().toString(),
                    connection.encryption().orElse(null));
        }
    }

    /**
     * Whether the process that the greeting names is the one that answers. A pooler makes up its own number, since its
     * sessions have many processes; what is no PostgreSQL has none, and nothing of it is relied on either.
     */
    private static boolean speaksForItself(PostgresConnection connection) {
        String[] process = {null};
        try {
            connection.query("SELECT pg_catalog.pg_backend_pid()", new ResultReceiver() {
                @Override
                public void row(Row row) {
                    process[0] = row.text(0);
                }
            });
        } catch (ServerErrorException e) {
            return false;
        }
        return Integer.toString(connection.processId()).equals(process[0]);
    }
}
