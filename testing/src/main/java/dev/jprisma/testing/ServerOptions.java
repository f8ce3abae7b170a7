package dev.jprisma.testing;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.ServerSetting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How a server is to be started. A value: the methods that name a port return a copy.
 *
 * @param name empty for a server that is thrown away when it is closed
 * @param httpPort of the gateway; any free one unless it is named
 * @param databasePort of PostgreSQL; any free one unless it is named
 * @param shadowDatabasePort of the shadow database's server; any free one unless it is named
 * @param settings of PostgreSQL's, besides those every such server has
 * @param postgresVersion the major version; the packed one, or what an instance has, unless it is named
 */
public record ServerOptions(
        Optional<InstanceName> name,
        OptionalInt httpPort,
        OptionalInt databasePort,
        OptionalInt shadowDatabasePort,
        List<ServerSetting> settings,
        OptionalInt postgresVersion) {
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Checks the ports.
     *
     * @param name empty for a server that is thrown away when it is closed
     * @param httpPort of the gateway, or empty for any
     * @param databasePort of PostgreSQL, or empty for any
     * @param shadowDatabasePort of the shadow database's server, or empty for any
     * @param settings of PostgreSQL's
     * @param postgresVersion the major version, or empty for any
     * @throws IllegalArgumentException if a port is not between 1 and 65535, two are equal, or there is no such version
     *     here
     */
    public ServerOptions {
        settings = List.copyOf(settings);
        postgresVersion.ifPresent(PostgresChoice::of);
        int[] named = Stream.of(httpPort, databasePort, shadowDatabasePort)
                .flatMapToInt(OptionalInt::stream)
                .toArray();
        for (int port : named) {
            if (port < 1 || port > HIGHEST_PORT) {
                throw new IllegalArgumentException("Port " + port + " is not between 1 and " + HIGHEST_PORT);
            }
        }
        if (Arrays.stream(named).distinct().count() < named.length) {
            throw new IllegalArgumentException("The ports of a server must differ");
        }
    }

    /**
     * A server that is thrown away: not durable, never listed, gone when it is closed or its JVM ends.
     *
     * @return with free ports
     */
    public static ServerOptions ephemeral() {
        return new ServerOptions(
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                OptionalInt.empty());
    }

    /**
     * An instance of the home, made if it is new, as {@code jprisma dev --name NAME} starts it: its data stays when it
     * is closed. The home's daemon runs it, which is started if {@code dev.jprisma:jprisma-daemon} is on the class path
     * and must be running otherwise.
     *
     * @param name 1 to 63 letters, digits, {@code _} and {@code -}
     * @return with the ports the instance has, or defaults
     * @throws dev.jprisma.state.JprismaException if that is no name
     */
    public static ServerOptions persistent(String name) {
        return new ServerOptions(
                Optional.of(new InstanceName(name)),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                OptionalInt.empty());
    }

    /**
     * With this port for HTTP.
     *
     * @param port from 1 to 65535
     * @return a copy
     */
    public ServerOptions withHttpPort(int port) {
        return new ServerOptions(
                name, OptionalInt.of(port), databasePort, shadowDatabasePort, settings, postgresVersion);
    }

    /**
     * With this port for PostgreSQL.
     *
     * @param port from 1 to 65535
     * @return a copy
     */
    public ServerOptions withDatabasePort(int port) {
        return new ServerOptions(name, httpPort, OptionalInt.of(port), shadowDatabasePort, settings, postgresVersion);
    }

    /**
     * With this port for the shadow database.
     *
     * @param port from 1 to 65535
     * @return a copy
     */
    public ServerOptions withShadowDatabasePort(int port) {
        return new ServerOptions(name, httpPort, databasePort, OptionalInt.of(port), settings, postgresVersion);
    }

    /**
     * With this setting of PostgreSQL's, of an instance for good. A server that does not start with it is not started.
     *
     * @param setting such as {@code max_connections}
     * @param value such as {@code 500}
     * @return a copy
     * @throws dev.jprisma.state.JprismaException if that cannot be one
     */
    public ServerOptions withSetting(String setting, String value) {
        return new ServerOptions(
                name,
                httpPort,
                databasePort,
                shadowDatabasePort,
                Stream.concat(settings.stream(), Stream.of(new ServerSetting(setting, value)))
                        .toList(),
                postgresVersion);
    }

    /**
     * With this version of PostgreSQL, whose binaries Maven fetches if they are not here yet, once for the home.
     *
     * @param major from 14 to 18; an instance keeps the one it was made with
     * @return a copy
     * @throws IllegalArgumentException if there is no such version here
     */
    public ServerOptions withPostgresVersion(int major) {
        return new ServerOptions(name, httpPort, databasePort, shadowDatabasePort, settings, OptionalInt.of(major));
    }
}
