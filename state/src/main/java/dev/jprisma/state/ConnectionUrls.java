package dev.jprisma.state;

/**
 * How to reach an instance.
 *
 * @param tcp {@code postgres://postgres:PASSWORD@localhost:51214/postgres?sslmode=disable}
 * @param shadow {@code postgres://postgres:PASSWORD@localhost:51215/shadow?sslmode=disable}
 * @param http {@code prisma+postgres://localhost:51213/?api_key=...}, with the secret in it
 * @param apiKey the key in {@code http}
 * @param httpBase {@code http://localhost:51213}, without the key
 */
public record ConnectionUrls(String tcp, String shadow, String http, String apiKey, String httpBase) {
    public static ConnectionUrls of(InstanceRecord instance) {
        InstancePorts ports = instance.ports();
        String localShadow = PostgresUrl.tcp(ports.shadow().number(), instance.password(), Credentials.SHADOW_DATABASE);
        String key = ApiKey.of(instance.nameInKey(), databaseInKey(instance), localShadow, instance.secret());
        int http = ports.http().number();
        return new ConnectionUrls(
                tcp(instance),
                instance.isLinked() && instance.upstream().shadowUrl() != null
                        ? instance.upstream().shadowUrl()
                        : localShadow,
                GatewayUrl.prisma(http, key),
                key,
                GatewayUrl.http(http));
    }

    private static String tcp(InstanceRecord instance) {
        return instance.isLinked() ? instance.upstream().url() : tcp(instance, Credentials.DATABASE);
    }

    /**
     * Nothing of a server that is not ours: who has the key, a web page say, does not get that server's password by it,
     * and the key stays what it is when the link changes.
     */
    private static String databaseInKey(InstanceRecord instance) {
        return instance.isLinked() ? "" : tcp(instance, Credentials.DATABASE);
    }

    /** For Java's drivers: {@code jdbc:postgresql://localhost:51214/postgres?user=...}. */
    public static String jdbc(InstanceRecord instance) {
        return instance.isLinked()
                ? instance.upstream().uri().jdbc()
                : PostgresUrl.jdbc(instance.ports().database().number(), instance.password(), Credentials.DATABASE);
    }

    /** The TCP URL of another database of an instance whose server is ours. */
    public static String tcp(InstanceRecord instance, String database) {
        return PostgresUrl.tcp(instance.ports().database().number(), instance.password(), database);
    }

    /** The TCP URL of one of the roles that are made in an instance whose server is ours. */
    public static String tcp(InstanceRecord instance, LoginKind role) {
        return PostgresUrl.tcp(
                instance.ports().database().number(),
                role.roleName(),
                LoginRole.password(instance, role),
                Credentials.DATABASE);
    }

    /** The same for Java's drivers. */
    public static String jdbc(InstanceRecord instance, LoginKind role) {
        return PostgresUrl.jdbc(
                instance.ports().database().number(),
                role.roleName(),
                LoginRole.password(instance, role),
                Credentials.DATABASE);
    }
}
