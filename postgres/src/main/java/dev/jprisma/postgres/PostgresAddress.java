package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.ConnectionOptions;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.OperatingSystem;
import dev.jprisma.state.UnixSockets;
import java.nio.file.Path;

/** How a server of ours is reached from this machine. */
public final class PostgresAddress {
    private static final ConnectionOptions OPTIONS = ConnectionOptions.DEFAULT.withAdvice(ExtensionAdvice.INSTANCE);

    private PostgresAddress() {}

    /** Its superuser on its first database. */
    public static ServerAddress of(int port, String password) {
        return of(port, password, Credentials.DATABASE);
    }

    /**
     * The same of a server that runs in this data directory: by the Unix domain socket that it has there, if there are
     * such, and its path is not too long for one.
     */
    public static ServerAddress of(Path dataDirectory, int port, String password) {
        Path socket = dataDirectory.resolve(".s.PGSQL." + port);
        ServerAddress address = of(port, password);
        return OperatingSystem.here() != OperatingSystem.WINDOWS && UnixSockets.canBeAt(socket)
                ? address.withOptions(OPTIONS.withSocket(socket))
                : address;
    }

    /** Its superuser on another database. */
    public static ServerAddress of(int port, String password, String database) {
        return new ServerAddress("127.0.0.1", port, Credentials.USER, password, database).withOptions(OPTIONS);
    }
}
