package dev.jprisma.state;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A connection URI of PostgreSQL (documentation of libpq, "Connection URIs"):
 * {@code postgres://user:password@host1:5432,host2:5433/database?sslmode=verify-full}.
 *
 * @param hosts in the order in which they are tried; empty if none is named
 * @param user null if none is named
 * @param password null if none is named; never printed
 * @param database null if none is named
 * @param parameters what else it says, by libpq's and Prisma's names
 */
public record ConnectionUri(
        List<ServerHost> hosts, String user, String password, String database, Map<String, String> parameters) {
    private static final String MASK = "***";
    private static final Set<String> SCHEMES = Set.of("postgres", "postgresql");

    /** Those that say how to connect, and mean here what they mean to libpq. */
    private static final Set<String> OF_LIBPQ = Set.of(
            "application_name",
            "channel_binding",
            "connect_timeout",
            "options",
            "passfile",
            "service",
            "sslcert",
            "sslkey",
            "sslmode",
            "sslpassword",
            "sslrootcert",
            "target_session_attrs");

    /** Those that mean something to others who are given the URL, and change nothing that is safe or not. */
    private static final Set<String> OF_OTHERS = Set.of(
            "connection_limit",
            "fallback_application_name",
            "gssencmode",
            "keepalives",
            "keepalives_count",
            "keepalives_idle",
            "keepalives_interval",
            "load_balance_hosts",
            "max_idle_connection_lifetime",
            "pgbouncer",
            "pool_timeout",
            "schema",
            "socket_timeout",
            "sslsni",
            "statement_cache_size",
            "tcp_user_timeout",
            "uselibpqcompat");

    public ConnectionUri {
        hosts = List.copyOf(hosts);
        // In their order.
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads one.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if it is none, or says something that is not known here; the
     *     message holds nothing secret
     */
    public static ConnectionUri parse(String text) {
        int colon = text.indexOf("://");
        if (colon < 0 || !SCHEMES.contains(text.substring(0, colon))) {
            throw invalid("one of PostgreSQL begins with postgres:// or postgresql://, such as"
                    + " postgres://app@db.example.com/shop");
        }
        String rest = text.substring(colon + 3);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String before = question < 0 ? rest : rest.substring(0, question);
        int slash = before.indexOf('/');
        String authority = slash < 0 ? before : before.substring(0, slash);
        String database = slash < 0 ? "" : decoded(before.substring(slash + 1));
        int at = authority.lastIndexOf('@');
        String login = at < 0 ? "" : authority.substring(0, at);
        int separator = login.indexOf(':');
        try {
            return new ConnectionUri(
                            hosts(authority.substring(at + 1)),
                            emptyToNull(decoded(separator < 0 ? login : login.substring(0, separator))),
                            separator < 0 ? null : emptyToNull(decoded(login.substring(separator + 1))),
                            emptyToNull(database),
                            Map.of())
                    .with(parameters(query));
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private static List<ServerHost> hosts(String text) {
        List<ServerHost> hosts = new ArrayList<>();
        for (String each : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int end = each.startsWith("[") ? each.indexOf(']') : -1;
            int colon = each.indexOf(':', Math.max(0, end));
            String host = decoded(end > 0 ? each.substring(1, end) : colon < 0 ? each : each.substring(0, colon));
            hosts.add(new ServerHost(
                    checkedHost(host), colon < 0 ? ServerHost.DEFAULT_PORT : port(each.substring(colon + 1))));
        }
        return hosts;
    }

    private static String checkedHost(String host) {
        if (host.startsWith("/") || host.startsWith("@")) {
            throw new IllegalArgumentException(
                    "a server is reached over TCP here, not by a Unix socket (" + host + ")");
        }
        return host.isEmpty() ? "localhost" : host;
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return ServerHost.DEFAULT_PORT;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            // Perhaps a password with a sign in it that had to be written by percent.
            throw new IllegalArgumentException(
                    "what stands behind the host is no port; in a user or a password write"
                            + " / ? # @ and : as %2F %3F %23 %40 and %3A",
                    e);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String each : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = each.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("behind the question mark stands something without a value");
            }
            parameters.put(decoded(each.substring(0, equals)), decoded(each.substring(equals + 1)));
        }
        return parameters;
    }

    /** A plus is a plus here. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("a % stands in it without two hexadecimal digits: write % itself as %25");
        }
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /**
     * The same with what these parameters say; {@code host}, {@code port}, {@code user}, {@code password} and
     * {@code dbname} are none of the rest.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) for one that is not known here
     */
    public ConnectionUri with(Map<String, String> more) {
        Map<String, String> rest = new LinkedHashMap<>(parameters);
        rest.putAll(more);
        String namedHosts = rest.remove("host");
        String namedPorts = rest.remove("port");
        ConnectionUri changed = new ConnectionUri(
                namedHosts == null && namedPorts == null ? hosts : hosts(namedHosts, namedPorts),
                or(rest.remove("user"), user),
                or(rest.remove("password"), password),
                or(rest.remove("dbname"), database),
                rest);
        for (String name : rest.keySet()) {
            if (!OF_LIBPQ.contains(name) && !OF_OTHERS.contains(name)) {
                throw invalid("'" + PrintableText.line(name) + "' means nothing here. How to connect is said by "
                        + OF_LIBPQ.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        return changed;
    }

    /** The same with what another says where this one says nothing. */
    public ConnectionUri withDefaults(ConnectionUri other) {
        Map<String, String> all = new LinkedHashMap<>(other.parameters);
        all.putAll(parameters);
        return new ConnectionUri(
                hosts.isEmpty() ? other.hosts : hosts,
                or(user, other.user),
                or(password, other.password),
                or(database, other.database),
                all);
    }

    /** The same without these parameters. */
    public ConnectionUri without(String... names) {
        Map<String, String> rest = new LinkedHashMap<>(parameters);
        List.of(names).forEach(rest::remove);
        return new ConnectionUri(hosts, user, password, database, rest);
    }

    private static String or(String first, String second) {
        return first == null ? second : first;
    }

    private List<ServerHost> hosts(String names, String ports) {
        String[] hostWords =
                names == null ? hosts.stream().map(ServerHost::host).toArray(String[]::new) : names.split(",", -1);
        String[] portWords = ports == null ? new String[] {""} : ports.split(",", -1);
        if (hostWords.length == 0) {
            hostWords = new String[] {"localhost"};
        }
        if (portWords.length != 1 && portWords.length != hostWords.length) {
            throw new IllegalArgumentException(
                    "it names " + hostWords.length + " hosts and " + portWords.length + " ports");
        }
        List<ServerHost> result = new ArrayList<>();
        for (int i = 0; i < hostWords.length; i++) {
            result.add(new ServerHost(checkedHost(hostWords[i]), port(portWords[portWords.length == 1 ? 0 : i])));
        }
        return result;
    }

    /** Whether a database of that name on one of the same servers is meant. */
    boolean isSameDatabase(ConnectionUri other) {
        return Objects.equals(database, other.database) && hosts.stream().anyMatch(other.hosts::contains);
    }

    /** What a parameter says; null if it says nothing. */
    public String parameter(String name) {
        return parameters.get(name);
    }

    /** The URI with all that is in it, the password too. */
    public String text() {
        return text(true);
    }

    /** For Java's drivers, with the password. */
    public String jdbc() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("user", user);
        all.put("password", password);
        parameters.forEach((name, value) -> all.put(nameInJdbc(name), value));
        all.values().removeIf(Objects::isNull);
        all.computeIfPresent("targetServerType", (name, value) -> targetInJdbc(value));
        return "jdbc:postgresql://" + hostList() + "/" + (database == null ? "" : encoded(database)) + query(all);
    }

    private static String nameInJdbc(String name) {
        return switch (name) {
            case "application_name" -> "ApplicationName";
            case "channel_binding" -> "channelBinding";
            case "connect_timeout" -> "connectTimeout";
            case "schema" -> "currentSchema";
            case "target_session_attrs" -> "targetServerType";
            default -> name;
        };
    }

    private static String targetInJdbc(String attributes) {
        return switch (attributes) {
            case "read-write", "primary" -> "primary";
            case "read-only", "standby" -> "secondary";
            case "prefer-standby" -> "preferSecondary";
            default -> attributes;
        };
    }

    /** The URI without what is secret in it. */
    @Override
    public String toString() {
        return text(false);
    }

    private String text(boolean withSecrets) {
        Map<String, String> shown = new LinkedHashMap<>(parameters);
        if (!withSecrets) {
            shown.replaceAll((name, value) -> name.equals("sslpassword") ? MASK : value);
        }
        String login = user == null ? "" : encoded(user);
        if (password != null) {
            login += ":" + (withSecrets ? encoded(password) : MASK);
        }
        return "postgres://" + (login.isEmpty() ? "" : login + "@") + hostList() + "/"
                + (database == null ? "" : encoded(database)) + query(shown);
    }

    private String hostList() {
        return hosts.stream().map(host -> host.toString().replace("%", "%25")).collect(Collectors.joining(","));
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(each -> each.getKey() + "="
                                + (each.getValue().equals(MASK)
                                        ? MASK
                                        : encoded(each.getValue()).replace("%2F", "/")))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /**
     * What stands in a {@code .env} file and a shell without harm: all but letters, digits and some signs by percent.
     */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static JprismaException invalid(String why) {
        return new JprismaException(ErrorKind.INVALID, "That is no URL of a database: " + why);
    }
}
