package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.Credentials;

/** How a server of ours is reached from this machine. */
public final class PostgresAddress {
    private PostgresAddress() {}

    /** Its superuser on its first database. */
    public static ServerAddress of(int port) {
        return of(port, Credentials.DATABASE);
    }

    /** Its superuser on another database. */
    public static ServerAddress of(int port, String database) {
        return new ServerAddress("127.0.0.1", port, Credentials.USER, Credentials.PASSWORD, database);
    }
}
