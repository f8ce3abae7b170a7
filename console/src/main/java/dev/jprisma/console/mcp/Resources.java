package dev.jprisma.console.mcp;

import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.http.JsonTree;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.state.JprismaException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a user can give a model to read without its asking: the schema of each database, and its log. */
final class Resources {
    private static final String PREFIX = "jprisma://databases/";
    private static final Pattern URI = Pattern.compile(PREFIX + "([A-Za-z0-9_-]{1,100})/(schema|logs)");
    /** No JSON: the data in it stands between marks. */
    private static final String TYPE = "text/plain";

    static final List<Map<String, Object>> TEMPLATES = List.of(
            template("schema", "Schema of a database", "Tables, columns, keys, indexes and enums"),
            template("logs", "Log of a database", "The last lines of its server's log"));

    private final DatabaseFinder databases;
    private final SchemaTools schemas;
    private final LogTools logs;

    Resources(DatabaseFinder databases, SchemaTools schemas, LogTools logs) {
        this.databases = databases;
        this.schemas = schemas;
        this.logs = logs;
    }

    private static Map<String, Object> template(String kind, String title, String description) {
        return Json.object(
                "uriTemplate",
                PREFIX + "{databaseId}/" + kind,
                "name",
                kind,
                "title",
                title,
                "description",
                description,
                "mimeType",
                TYPE);
    }

    List<Map<String, Object>> list(McpScope scope) {
        return databases.all(scope).stream()
                .flatMap(database ->
                        Stream.of(listed(database, "schema", "Schema of "), listed(database, "logs", "Log of ")))
                .toList();
    }

    private static Map<String, Object> listed(HomeDatabase database, String kind, String title) {
        return Json.object(
                "uri",
                PREFIX + database.id() + "/" + kind,
                "name",
                kind + "-" + database.instanceName(),
                "title",
                title + UntrustedData.visible(database.name()),
                "mimeType",
                TYPE);
    }

    /** One of {@code contents}. */
    Map<String, Object> read(String uri, McpScope scope, CompletableFuture<?> gone) throws Exception {
        Matcher parts = URI.matcher(uri);
        if (!parts.matches()) {
            throw new RpcError(
                    RpcMessage.NO_RESOURCE, "There are " + PREFIX + "ID/schema and " + PREFIX + "ID/logs only");
        }
        try {
            HomeDatabase database = databases.called(parts.group(1), scope);
            Map<String, Object> content = parts.group(2).equals("logs")
                    ? logs.last(database)
                    : schemas.introspect(databases.requireRunning(database, scope), gone);
            return Json.object("uri", uri, "mimeType", TYPE, "text", UntrustedData.marked(JsonTree.write(content)));
        } catch (JprismaException | PostgresException e) {
            throw new RpcError(RpcMessage.NO_RESOURCE, UntrustedData.visible(e.getMessage()));
        }
    }
}
