package dev.jprisma.state;

/** The URLs by which clients of PostgreSQL reach a server of this machine. */
public final class PostgresUrl {
    private PostgresUrl() {}

    /** Its superuser's: {@code postgres://postgres:PASSWORD@localhost:51214/DATABASE?sslmode=disable}. */
    public static String tcp(int port, InstancePassword password, String database) {
        return tcp(port, Credentials.USER, password, database);
    }

    /** The same of another role. */
    public static String tcp(int port, String role, InstancePassword password, String database) {
        return "postgres://" + role + ":" + password.inUrl() + "@localhost:" + port + "/" + database
                + "?sslmode=disable";
    }

    /** For Java's drivers: {@code jdbc:postgresql://localhost:51214/DATABASE?user=postgres&password=PASSWORD&...}. */
    public static String jdbc(int port, InstancePassword password, String database) {
        return jdbc(port, Credentials.USER, password, database);
    }

    /** The same of another role. */
    public static String jdbc(int port, String role, InstancePassword password, String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=" + role + "&password="
                + password.inUrl() + "&sslmode=disable";
    }
}
