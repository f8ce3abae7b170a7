package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.Credentials;

/** How a server of ours is reached from this machine. */
public final class PostgresAddress {
    private PostgresAddress() {}

    /** Its superuser on its first database. */
    public static ServerAddress of(int port, String password) {
        return of(port, password, Credentials.DATABASE);
    }

    /** Its superuser on another database. */
    public static ServerAddress of(int port, String password, String database) {
        return new ServerAddress("127.0.0.1", port, Credentials.USER, password, database);
    }
}
