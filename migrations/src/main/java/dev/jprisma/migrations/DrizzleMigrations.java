package dev.jprisma.migrations;

import dev.jprisma.state.JsonObject;
import dev.jprisma.state.RecordJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Drizzle's: {@code meta/_journal.json} says which files and in which order; a file is cut at its marks; all that is to
 * run is one transaction, and recorded in {@code drizzle.__drizzle_migrations} by the time the journal gives it.
 */
final class DrizzleMigrations implements History {
    static final String JOURNAL = "meta/_journal.json";
    private static final String MARK = "--> statement-breakpoint";

    private DrizzleMigrations() {}

    static Tool in(Path folder) {
        SourceFile journal = SourceFile.read(folder, folder.resolve(JOURNAL));
        List<Migration> migrations = new ArrayList<>();
        try {
            JsonObject content = RecordJson.parse(journal.text());
            if (!"postgresql".equals(content.members().get("dialect"))
                    && !"pg".equals(content.members().get("dialect"))) {
                throw journal.refused("says that these migrations are for "
                        + content.members().get("dialect") + ", and this is PostgreSQL");
            }
            for (Object entry : (List<?>) content.members().get("entries")) {
                JsonObject object = (JsonObject) entry;
                migrations.add(
                        migration(folder, journal, (String) object.members().get("tag"), (Long)
                                object.members().get("when")));
            }
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            throw journal.refused("is no journal of Drizzle's that can be read");
        }
        return new Tool("Drizzle", migrations, new DrizzleMigrations()).allInOneTransaction();
    }

    private static Migration migration(Path folder, SourceFile journal, String tag, Long when) {
        Path path = folder.resolve(tag + ".sql");
        if (!Files.exists(path)) {
            throw journal.refused("names " + tag + ", and there is no " + path.getFileName());
        }
        SourceFile file = SourceFile.read(folder, path);
        return new Migration(tag, when.toString(), file, cut(file.text()), Transaction.ONE);
    }

    private static List<Script> cut(String text) {
        List<Script> scripts = new ArrayList<>();
        long line = 1;
        for (String part : text.split(MARK, -1)) {
            scripts.add(new Script(part, line));
            line += part.chars().filter(c -> c == '\n').count();
        }
        return scripts;
    }

    @Override
    public List<Migration> pending(Session session, List<Migration> all) {
        session.run("""
                CREATE SCHEMA IF NOT EXISTS drizzle;
                CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations (
                    id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)""");
        List<String> last = session.column("SELECT max(created_at)::text FROM drizzle.__drizzle_migrations");
        return last.get(0) == null
                ? all
                : all.stream()
                        .filter(migration -> Long.parseLong(migration.version()) > Long.parseLong(last.get(0)))
                        .toList();
    }

    @Override
    public void applied(Session session, Migration migration, long milliseconds) {
        session.rows(
                "INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2::bigint)",
                migration.file().sha256(),
                migration.version());
    }
}
