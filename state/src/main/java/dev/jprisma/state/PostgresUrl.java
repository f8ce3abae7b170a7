package dev.jprisma.state;

/** The URLs by which clients of PostgreSQL reach a server of this machine as its superuser. */
public final class PostgresUrl {
    private PostgresUrl() {}

    /** {@code postgres://postgres:PASSWORD@localhost:51214/DATABASE?sslmode=disable}. */
    public static String tcp(int port, InstancePassword password, String database) {
        return "postgres://" + Credentials.USER + ":" + password.inUrl() + "@localhost:" + port + "/" + database
                + "?sslmode=disable";
    }

    /** For Java's drivers: {@code jdbc:postgresql://localhost:51214/DATABASE?user=postgres&password=PASSWORD&...}. */
    public static String jdbc(int port, InstancePassword password, String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=" + Credentials.USER + "&password="
                + password.inUrl() + "&sslmode=disable";
    }
}
