package dev.jprisma.console.mcp;

import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.http.JsonTree;
import dev.jprisma.console.schema.SchemaOutline;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.state.LoginKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What there is in a database. */
final class SchemaTools {
    private static final int MOST_TABLES = 200;
    private static final int MOST_NAMES = 5000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Map<String, Object> TABLE = Schemas.object(
            "name",
            Schemas.TEXT,
            "kind",
            Schemas.TEXT,
            "comment?",
            Schemas.TEXT,
            "columns?",
            Schemas.list(Schemas.object(
                    "name",
                    Schemas.TEXT,
                    "type",
                    Schemas.TEXT,
                    "nullable",
                    Schemas.FLAG,
                    "default?",
                    Schemas.TEXT,
                    "generated?",
                    Schemas.TEXT,
                    "identity?",
                    Schemas.TEXT,
                    "comment?",
                    Schemas.TEXT)),
            "primaryKey?",
            Schemas.list(Schemas.TEXT),
            "foreignKeys?",
            Schemas.list(Schemas.object(
                    "name",
                    Schemas.TEXT,
                    "columns",
                    Schemas.list(Schemas.TEXT),
                    "schema",
                    Schemas.TEXT,
                    "table",
                    Schemas.TEXT,
                    "foreignColumns",
                    Schemas.list(Schemas.TEXT))),
            "checks?",
            Schemas.list(Schemas.TEXT),
            "indexes?",
            Schemas.list(Schemas.TEXT));

    private static final Map<String, Object> ENUM =
            Schemas.object("name", Schemas.TEXT, "values?", Schemas.list(Schemas.TEXT));

    private final DatabaseFinder databases;
    private final LoginSessions sessions;

    SchemaTools(DatabaseFinder databases, LoginSessions sessions) {
        this.databases = databases;
        this.sessions = sessions;
    }

    List<Tool> all() {
        return List.of(Tool.of(
                "introspect_database_schema",
                "Introspect the schema",
                "Gives the schemas, tables, columns, keys, indexes and enums of a database. Of more than " + MOST_TABLES
                        + " tables it gives the names only: then ask for one schema, or one table.",
                Effect.READS,
                List.of(
                        DatabaseFinder.ID,
                        DatabaseFinder.PROJECT,
                        Parameter.text("schema", "Only this schema"),
                        Parameter.text("table", "Only tables of this name")),
                Schemas.object(
                        "schemas",
                        Schemas.list(Schemas.object(
                                "name", Schemas.TEXT, "tables", Schemas.list(TABLE), "enums?", Schemas.list(ENUM))),
                        "truncated",
                        Schemas.FLAG),
                call -> new Tool.Answer(introspect(
                        databases.running(call),
                        call.arguments().text("schema"),
                        call.arguments().text("table"),
                        call.gone()))));
    }

    /** For a resource: all of one that runs. */
    Map<String, Object> introspect(HomeDatabase database, CompletableFuture<?> gone) throws Exception {
        return introspect(database, null, null, gone);
    }

    private Map<String, Object> introspect(
            HomeDatabase database, String schema, String table, CompletableFuture<?> gone) throws Exception {
        return sessions.during(database.instanceName(), LoginKind.READER, LIMIT, gone, session -> {
            session.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", ResultReceiver.NONE);
            return read(session, schema, table);
        });
    }

    private static Map<String, Object> read(PostgresConnection session, String schema, String table) {
        SchemaOutline outline = new SchemaOutline(session);
        Found found = new Found(outline.schemas(schema));
        outline.tables(schema, table, MOST_TABLES + 1, found::addTable);
        if (found.tables > MOST_TABLES || found.truncated) {
            found = new Found(outline.schemas(schema));
            outline.names(schema, table, MOST_NAMES, found::addTable);
            found.truncated = true;
        }
        if (table == null) {
            outline.enums(schema, MOST_NAMES, found::addEnum);
        }
        return Json.object("schemas", List.copyOf(found.schemas.values()), "truncated", found.truncated);
    }

    /** What was found, as far as it fits. */
    private static final class Found {
        private final Map<String, Object> schemas = new LinkedHashMap<>();
        private final SizeLimit size = new SizeLimit();
        private int tables;
        private boolean truncated;

        Found(List<String> names) {
            names.forEach(name -> schemas.put(name, Json.object("name", name, "tables", new ArrayList<>())));
        }

        void addTable(String schema, String json) {
            tables++;
            add(schema, "tables", json);
        }

        void addEnum(String schema, String json) {
            add(schema, "enums", json);
        }

        @SuppressWarnings("unchecked")
        private void add(String schema, String kind, String json) {
            Object part = JsonTree.read(json);
            if (size.hasRoomFor(part)) {
                Map<String, Object> members = (Map<String, Object>) schemas.get(schema);
                ((List<Object>) members.computeIfAbsent(kind, none -> new ArrayList<>())).add(part);
            } else {
                truncated = true;
            }
        }
    }
}
