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
        String tcp = tcp(instance, Credentials.DATABASE);
        String shadow = PostgresUrl.tcp(ports.shadow().number(), instance.password(), Credentials.SHADOW_DATABASE);
        String key = ApiKey.of(instance.name(), tcp, shadow, instance.secret());
        String authority = "localhost:" + ports.http().number();
        return new ConnectionUrls(
                tcp, shadow, "prisma+postgres://" + authority + "/?api_key=" + key, key, "http://" + authority);
    }

    /** For Java's drivers: {@code jdbc:postgresql://localhost:51214/postgres?user=...}. */
    public static String jdbc(InstanceRecord instance) {
        return PostgresUrl.jdbc(instance.ports().database().number(), instance.password(), Credentials.DATABASE);
    }

    /** The TCP URL of another database of the instance. */
    public static String tcp(InstanceRecord instance, String database) {
        return PostgresUrl.tcp(instance.ports().database().number(), instance.password(), database);
    }
}
