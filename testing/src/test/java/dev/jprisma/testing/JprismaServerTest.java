package dev.jprisma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class JprismaServerTest {
    @Test
    void servesUntilItIsClosed() throws SQLException {
        String url;
        try (JprismaServer server = Jprisma.start()) {
            url = server.jdbcUrl();
            assertThat(ask(url, "SHOW fsync")).isEqualTo("off");
            assertThat(server.databaseUrl()).endsWith("/postgres?sslmode=disable");
        }
        assertThatThrownBy(() -> ask(url, "SELECT 1")).hasMessageContaining("refused");
    }

    @Test
    void hasAShadowDatabaseOnAServerOfItsOwn() throws SQLException {
        try (JprismaServer server = Jprisma.start()) {
            String shadow = server.shadowDatabaseUrl()
                    .replaceFirst("postgres://(\\w+):([^@]+)@(.*)", "jdbc:postgresql://$3&user=$1&password=$2");
            ask(server.jdbcUrl(), "SELECT 1");
            assertThat(ask(shadow, "SHOW port")).isNotEqualTo(ask(server.jdbcUrl(), "SHOW port"));
        }
    }

    @Test
    void hasTheVersionItIsGiven() throws SQLException {
        try (JprismaServer server = Jprisma.start(ServerOptions.ephemeral().withPostgresVersion(17))) {
            assertThat(ask(server.jdbcUrl(), "SHOW server_version")).startsWith("17.");
        }
        TestDatabase database =
                Jprisma.databases(MigrationSource.none().onPostgres(17)).acquire();
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(17);
        }
        assertThatThrownBy(() -> ServerOptions.ephemeral().withPostgresVersion(13))
                .hasMessageContaining("jprisma runs PostgreSQL 14 to 18, and not '13'");
    }

    @Test
    void hasTheSettingsItIsGiven() throws SQLException {
        try (JprismaServer server = Jprisma.start(ServerOptions.ephemeral().withSetting("wal_level", "logical"))) {
            assertThat(ask(server.jdbcUrl(), "SHOW wal_level")).isEqualTo("logical");
            assertThat(ask(server.jdbcUrl(), "SHOW max_connections")).isEqualTo("300");
        }
        assertThatThrownBy(() -> Jprisma.start(ServerOptions.ephemeral().withSetting("no_such_thing", "1")))
                .hasMessageContaining("unrecognized configuration parameter \"no_such_thing\"");
    }

    @Test
    void listensWhereItIsTold() throws SQLException {
        ServerOptions options = ServerOptions.ephemeral()
                .withDatabasePort(FreePort.choose())
                .withShadowDatabasePort(FreePort.choose())
                .withHttpPort(FreePort.choose());
        try (JprismaServer server = Jprisma.start(options)) {
            assertThat(ask(server.jdbcUrl(), "SHOW port"))
                    .isEqualTo(Integer.toString(options.databasePort().getAsInt()));
            assertThat(server.shadowDatabaseUrl())
                    .contains(":" + options.shadowDatabasePort().getAsInt() + "/");
            assertThat(server.httpUrl())
                    .isEqualTo("http://localhost:" + options.httpPort().getAsInt());
        }
    }

    @Test
    void answersOverHttp() throws Exception {
        try (TestDatabase database = Jprisma.databases(MigrationSource.none()).acquire()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(database.httpUrl() + "/sql"))
                    .header("Neon-Connection-String", database.url())
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"query\":\"SELECT current_database()\",\"params\":[]}"))
                    .build();
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(response.body()).contains(database.name());
            assertThat(database.prismaPostgresUrl()).startsWith("prisma+postgres://localhost:");
        }
    }

    @Test
    void saysWhoHasAPortItWasTold() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ServerOptions options = ServerOptions.ephemeral().withDatabasePort(taken.getLocalPort());
            assertThatThrownBy(() -> Jprisma.start(options))
                    .isInstanceOfSatisfying(
                            PortNotAvailableException.class,
                            e -> assertThat(e.port()).isEqualTo(taken.getLocalPort()))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void refusesEqualPorts() {
        assertThatThrownBy(() -> ServerOptions.ephemeral().withHttpPort(4000).withDatabasePort(4000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void acceptsTimeZonesByTheirOldNames() throws SQLException {
        TimeZone before = TimeZone.getDefault();
        try (JprismaServer server = Jprisma.start()) {
            for (String zone : new String[] {"Asia/Calcutta", "Europe/Kyiv", "US/Pacific", "Asia/Katmandu"}) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                assertThat(ask(server.jdbcUrl(), "SHOW timezone")).isEqualTo(zone);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
