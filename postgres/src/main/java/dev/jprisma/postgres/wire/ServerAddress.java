package dev.jprisma.postgres.wire;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;

/**
 * Where a server is and who logs in there.
 *
 * @param host name or numeric address; every address the name has is tried
 * @param password never printed
 * @param parameters further start-up parameters, for example {@code TimeZone} or {@code application_name}
 */
public record ServerAddress(
        String host, int port, String user, String password, String database, Map<String, String> parameters) {

    public ServerAddress {
        requireNonNull(host, "host");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(database, "database");
        parameters = Map.copyOf(parameters);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("Port " + port + " is not between 1 and 65535.");
        }
    }

    /** An address without further start-up parameters. */
    public ServerAddress(String host, int port, String user, String password, String database) {
        this(host, port, user, password, database, Map.of());
    }

    /** The same for another database. */
    public ServerAddress withDatabase(String name) {
        return new ServerAddress(host, port, user, password, name, parameters);
    }

    /** The same for another role. */
    public ServerAddress withLogin(String role, String itsPassword) {
        return new ServerAddress(host, port, role, itsPassword, database, parameters);
    }

    /** The same with further start-up parameters, unless it has them already. */
    public ServerAddress withDefaults(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putAll(parameters);
        return new ServerAddress(host, port, user, password, database, all);
    }

    @Override
    public String toString() {
        return "postgres://" + user + ":***@" + hostAndPort() + "/" + database;
    }

    String hostAndPort() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
