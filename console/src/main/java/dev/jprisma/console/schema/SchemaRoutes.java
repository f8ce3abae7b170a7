package dev.jprisma.console.schema;

import dev.jprisma.console.http.ConsoleRoutes;
import dev.jprisma.console.http.Requests;
import dev.jprisma.console.session.ConsoleSessions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.OutputStream;

/** What the views of tables and SQL ask of a database's catalog. */
public final class SchemaRoutes implements ConsoleRoutes {
    private static final String PREFIX = "/ui/instances/{name}/schema/";

    private final ConsoleSessions sessions;

    public SchemaRoutes(ConsoleSessions sessions) {
        this.sessions = sessions;
    }

    private interface Reading {
        void write(SchemaReader schema, OutputStream out) throws IOException;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PREFIX + "databases", reading(SchemaReader::databases));
        routes.get(PREFIX + "tables", reading(SchemaReader::tables));
        routes.get(PREFIX + "foreign-keys", reading(SchemaReader::foreignKeys));
        routes.get(PREFIX + "others", reading(SchemaReader::others));
        routes.get(PREFIX + "names", reading(SchemaReader::names));
        routes.get(PREFIX + "table", this::table);
    }

    private Handler reading(Reading reading) {
        return context -> answer(context, reading);
    }

    private void table(Context context) throws Exception {
        TableName table = new TableName(Requests.required(context, "schema"), Requests.required(context, "table"));
        answer(context, (schema, out) -> schema.table(table, out));
    }

    private void answer(Context context, Reading reading) throws Exception {
        sessions.during(context, Requests.instance(context), session -> {
            context.contentType("application/json");
            reading.write(new SchemaReader(session), context.outputStream());
            return null;
        });
    }
}
