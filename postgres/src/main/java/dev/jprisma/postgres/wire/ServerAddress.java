package dev.jprisma.postgres.wire;

import static java.util.Objects.requireNonNull;

import dev.jprisma.state.ServerHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a server is and who logs in there.
 *
 * @param hosts one, or several of which the first is taken that the {@linkplain ConnectionOptions#target options} want;
 *     every address that a name has is tried
 * @param password empty if there is none; never printed
 * @param parameters further start-up parameters, for example {@code TimeZone} or {@code application_name}
 */
public record ServerAddress(
        List<ServerHost> hosts,
        String user,
        String password,
        String database,
        Map<String, String> parameters,
        ConnectionOptions options) {

    public ServerAddress {
        hosts = List.copyOf(hosts);
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(database, "database");
        requireNonNull(options, "options");
        parameters = Map.copyOf(parameters);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("An address needs a host.");
        }
    }

    /** An address of one host, without encryption. */
    public ServerAddress(
            String host, int port, String user, String password, String database, Map<String, String> parameters) {
        this(List.of(new ServerHost(host, port)), user, password, database, parameters, ConnectionOptions.DEFAULT);
    }

    /** The same without further start-up parameters. */
    public ServerAddress(String host, int port, String user, String password, String database) {
        this(host, port, user, password, database, Map.of());
    }

    /** The first of the hosts. */
    public String host() {
        return hosts.get(0).host();
    }

    /** The port of the first of the hosts. */
    public int port() {
        return hosts.get(0).port();
    }

    /** The same for another database. */
    public ServerAddress withDatabase(String name) {
        return new ServerAddress(hosts, user, password, name, parameters, options);
    }

    /** The same for another role. */
    public ServerAddress withLogin(String role, String itsPassword) {
        return new ServerAddress(hosts, role, itsPassword, database, parameters, options);
    }

    /** The same with these start-up parameters and no others. */
    public ServerAddress withParameters(Map<String, String> only) {
        return new ServerAddress(hosts, user, password, database, only, options);
    }

    /** The same with further start-up parameters, unless it has them already. */
    public ServerAddress withDefaults(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putAll(parameters);
        return new ServerAddress(hosts, user, password, database, all, options);
    }

    /** The same with other options. */
    public ServerAddress withOptions(ConnectionOptions others) {
        return new ServerAddress(hosts, user, password, database, parameters, others);
    }

    @Override
    public String toString() {
        return "postgres://" + user + ":***@" + hostsAndPorts() + "/" + database;
    }

    /** {@code host:port}, or several with commas between. */
    public String hostsAndPorts() {
        return hosts.stream().map(ServerHost::toString).collect(Collectors.joining(","));
    }
}
