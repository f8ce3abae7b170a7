package dev.jprisma.testing;

import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.PostgresUrl;

/**
 * How a server of this run is reached.
 *
 * @param port on loopback
 * @param password of its superuser
 */
record ServerLogin(int port, InstancePassword password) {
    String url(String database) {
        return PostgresUrl.tcp(port, password, database);
    }

    String jdbcUrl(String database) {
        return PostgresUrl.jdbc(port, password, database);
    }

    ServerAddress address(String database) {
        return PostgresAddress.of(port, password.text(), database);
    }
}
