package dev.jprisma.console.management;

import dev.jprisma.console.home.Backup;
import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.home.Region;
import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.DatabaseConnection;
import dev.jprisma.state.DatabaseSource;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PostgresUrl;
import dev.jprisma.state.ProjectRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is in a home, as the API tells it. Each has all that could be told of it: what leaves, {@link Forms} says.
 *
 * @param base the address of the API, without a slash at its end
 */
public record Documents(String base, JprismaHome home) {
    static final String WORKSPACE_ID = "wksp_local";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String LOCALHOST = "localhost";

    static String time(Instant time) {
        return TIME.format(time);
    }

    Map<String, Object> workspace() {
        Map<String, Object> workspace = link("workspaces", WORKSPACE_ID, home.toString());
        workspace.put("type", "workspace");
        workspace.put("createdAt", time(homeCreatedAt()));
        return workspace;
    }

    private Instant homeCreatedAt() {
        try {
            return Files.readAttributes(home.root(), BasicFileAttributes.class)
                    .creationTime()
                    .toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> link(String kind, String id, String name) {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("id", id);
        link.put("url", base + "/v1/" + kind + "/" + id);
        link.put("name", name);
        return link;
    }

    Map<String, Object> project(ProjectRecord project) {
        Map<String, Object> shown = link("projects", project.id(), project.name());
        shown.put("type", "project");
        shown.put("logicalId", project.logicalId());
        shown.put("createdAt", time(project.isLocal() ? homeCreatedAt() : project.createdAt()));
        shown.put("defaultRegion", Region.LOCAL.id());
        shown.put("workspace", link("workspaces", WORKSPACE_ID, home.toString()));
        return shown;
    }

    /** A project that was made just now. */
    Map<String, Object> newProject(ProjectRecord project) {
        Map<String, Object> shown = project(project);
        shown.put("database", null);
        return shown;
    }

    /** The same with its database. */
    public Map<String, Object> newProject(HomeDatabase database) {
        Map<String, Object> shown = project(database.project());
        shown.put("database", newDatabase(database));
        return shown;
    }

    Map<String, Object> database(HomeDatabase database) {
        return database(
                database,
                database.connections().stream()
                        .map(connection -> connection(database, connection, null))
                        .toList());
    }

    private Map<String, Object> database(HomeDatabase database, List<Map<String, Object>> connections) {
        Map<String, Object> shown = link("databases", database.id(), database.name());
        shown.put("type", "database");
        shown.put("status", status(database));
        shown.put("createdAt", time(database.instance().createdAt()));
        shown.put("isDefault", database.managed().isDefault());
        shown.put("defaultConnectionId", database.defaultConnection().id());
        shown.put("connections", connections);
        shown.put(
                "project",
                link("projects", database.project().id(), database.project().name()));
        shown.put("region", region(Region.LOCAL));
        shown.put("source", source(database.managed().source()));
        shown.put("branchId", null);
        shown.put("logicalId", database.managed().logicalId());
        return shown;
    }

    /** One that was made just now, with its secrets. */
    Map<String, Object> newDatabase(HomeDatabase database) {
        InstancePassword password = database.instance().password();
        Map<String, Object> connection = connection(database, database.defaultConnection(), password);
        Map<String, Object> shown = database(database, List.of(connection));
        shown.put("apiKeys", List.of(connection));
        shown.put("connectionString", connection.get("connectionString"));
        shown.put("directConnection", connection.get("directConnection"));
        return shown;
    }

    /** One whose data is that of a backup now. */
    Map<String, Object> restoredDatabase(HomeDatabase database, Backup from) {
        Map<String, Object> shown = database(database);
        shown.put(
                "source",
                source(new DatabaseSource(
                        DatabaseSource.Type.BACKUP, from.database().id(), from.id())));
        return shown;
    }

    private static String status(HomeDatabase database) {
        if (database.restoring()) {
            return "recovering";
        }
        return switch (database.status()) {
            case STARTING_UP -> database.instance().hasRun() ? "ready" : "provisioning";
            case ERROR, CRASHED -> "failure";
            case RUNNING, NOT_RUNNING, STOPPING -> "ready";
        };
    }

    private static Map<String, Object> source(DatabaseSource source) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("type", source.type().toString());
        shown.put("databaseId", source.databaseId());
        shown.put("backupId", source.backupId());
        return shown;
    }

    /** @param password null where it is not told */
    Map<String, Object> connection(HomeDatabase database, DatabaseConnection connection, InstancePassword password) {
        Map<String, Object> shown = link("connections", connection.id(), connection.name());
        shown.put("type", "connection");
        shown.put("createdAt", time(connection.createdAt()));
        shown.put("kind", "postgres");
        shown.put("endpoints", endpoints(database, connection, password));
        shown.put("database", link("databases", database.id(), database.name()));
        if (password != null) {
            String host = LOCALHOST + ":" + port(database);
            shown.put("connectionString", url(database, connection, password));
            shown.put("host", host);
            shown.put("user", connection.role());
            shown.put("pass", password.text());
            shown.put("directConnection", Map.of("host", host, "user", connection.role(), "pass", password.text()));
        }
        return shown;
    }

    private static Map<String, Object> endpoints(
            HomeDatabase database, DatabaseConnection connection, InstancePassword password) {
        Map<String, Object> endpoints = new LinkedHashMap<>();
        if (!database.instance().isLinked()) {
            String url = password == null ? null : url(database, connection, password);
            endpoints.put("direct", endpoint(port(database), url));
            endpoints.put("pooled", endpoint(port(database), url));
        }
        if (connection.equals(database.defaultConnection())) {
            int port = database.instance().ports().http().number();
            String url = ConnectionUrls.of(database.instance()).http();
            endpoints.put("accelerate", endpoint(port, password == null ? null : url));
        }
        return endpoints;
    }

    private static Map<String, Object> endpoint(int port, String url) {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        endpoint.put("host", LOCALHOST);
        endpoint.put("port", BigDecimal.valueOf(port));
        if (url != null) {
            endpoint.put("connectionString", url);
        }
        return endpoint;
    }

    private static int port(HomeDatabase database) {
        return database.instance().ports().database().number();
    }

    private static String url(HomeDatabase database, DatabaseConnection connection, InstancePassword password) {
        return PostgresUrl.tcp(port(database), connection.role(), password, Credentials.DATABASE);
    }

    /** Also without a product and a status. */
    public static Map<String, Object> region(Region region) {
        return Map.of(
                "id",
                region.id(),
                "type",
                "region",
                "name",
                region.name(),
                "product",
                "postgres",
                "status",
                "available");
    }

    static Map<String, Object> backup(Backup backup) {
        return Map.of(
                "id",
                backup.id(),
                "type",
                "backup",
                "backupType",
                "full",
                "createdAt",
                time(backup.snapshot().createdAt()),
                "size",
                BigDecimal.valueOf(backup.snapshot().bytes()),
                "status",
                "completed");
    }
}
