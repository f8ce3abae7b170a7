package dev.jprisma.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What tools read to find an instance: Prisma, Java's, and libpq's ({@code psql}, {@code pg_dump}). */
public final class EnvironmentVariables {
    /** Those that each instance has, in the order in which people read them. */
    public static final List<String> NAMES = List.of(
            "DATABASE_URL",
            "SHADOW_DATABASE_URL",
            "PRISMA_DATABASE_URL",
            "JDBC_DATABASE_URL",
            "PGHOST",
            "PGPORT",
            "PGUSER",
            "PGPASSWORD",
            "PGDATABASE",
            "PGSSLMODE");

    /** Parameters of a URL whose variables are called like them. */
    private static final List<String> OF_LIBPQ = List.of(
            "channel_binding", "options", "sslcert", "sslkey", "sslmode", "sslrootcert", "target_session_attrs");

    private EnvironmentVariables() {}

    /** In the order in which people read them; with the secrets. */
    public static Map<String, String> of(InstanceRecord instance) {
        ConnectionUrls urls = ConnectionUrls.of(instance);
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("DATABASE_URL", urls.tcp());
        variables.put("SHADOW_DATABASE_URL", urls.shadow());
        variables.put("PRISMA_DATABASE_URL", urls.http());
        variables.put("JDBC_DATABASE_URL", ConnectionUrls.jdbc(instance));
        if (instance.isLinked()) {
            putLibpq(variables, instance.upstream().uri());
            return variables;
        }
        putLibpq(variables, instance, Credentials.USER, instance.password());
        return variables;
    }

    /**
     * The same for one of the roles that are made in an instance whose server is ours, and no more than it may use: the
     * other URLs have the superuser's password or power.
     */
    public static Map<String, String> of(InstanceRecord instance, LoginKind role) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("DATABASE_URL", ConnectionUrls.tcp(instance, role));
        variables.put("JDBC_DATABASE_URL", ConnectionUrls.jdbc(instance, role));
        putLibpq(variables, instance, role.roleName(), LoginRole.password(instance, role));
        return variables;
    }

    private static void putLibpq(
            Map<String, String> variables, InstanceRecord instance, String user, InstancePassword password) {
        variables.put("PGHOST", "localhost");
        variables.put("PGPORT", Integer.toString(instance.ports().database().number()));
        variables.put("PGUSER", user);
        variables.put("PGPASSWORD", password.text());
        variables.put("PGDATABASE", Credentials.DATABASE);
        variables.put("PGSSLMODE", "disable");
    }

    /** As lines of a {@code .env} file. No value of ours holds a quote, a dollar or a backslash. */
    public static String dotenv(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=\"" + variable.getValue() + "\"")
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /**
     * What libpq reads of a server elsewhere; a variable that says nothing keeps a value of before from being meant.
     */
    private static void putLibpq(Map<String, String> variables, ConnectionUri uri) {
        variables.put("PGHOST", uri.hosts().stream().map(ServerHost::host).collect(Collectors.joining(",")));
        variables.put(
                "PGPORT",
                uri.hosts().stream().map(host -> Integer.toString(host.port())).collect(Collectors.joining(",")));
        variables.put("PGUSER", uri.user());
        variables.put("PGPASSWORD", uri.password() == null ? "" : uri.password());
        variables.put("PGDATABASE", uri.database());
        for (String name : OF_LIBPQ) {
            String value = uri.parameter(name);
            if (value != null) {
                variables.put("PG" + name.replace("_", "").toUpperCase(Locale.ROOT), value);
            }
        }
        variables.putIfAbsent("PGSSLMODE", "prefer");
    }
}
