package dev.jprisma.migrations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * dbmate's: what stands between {@code -- migrate:up} and {@code -- migrate:down}, by name, in one go, in a transaction
 * unless {@code transaction:false} stands behind the mark. Recorded in {@code schema_migrations}.
 */
final class DbmateMigrations implements History {
    static final Pattern UP = Pattern.compile("(?m)^--\\s*migrate:up(?:[ \\t]+(.*?))?\\s*$");
    private static final Pattern DOWN = Pattern.compile("(?m)^--\\s*migrate:down(?:\\s|$)");
    private static final Pattern NAME = Pattern.compile("(\\d+).*\\.sql");

    private DbmateMigrations() {}

    static Tool of(List<SourceFile> files) {
        List<Migration> migrations = new ArrayList<>();
        for (SourceFile file : files) {
            Matcher name = NAME.matcher(file.fileName());
            if (name.matches()) {
                migrations.add(migration(file, name.group(1)));
            }
        }
        migrations.sort(Comparator.comparing(Migration::name));
        return new Tool("dbmate", Migration.distinct(migrations), new DbmateMigrations());
    }

    private static Migration migration(SourceFile file, String version) {
        String text = file.text();
        Matcher up = UP.matcher(text);
        if (!up.find()) {
            throw file.refused("has no \"-- migrate:up\"");
        }
        Matcher down = DOWN.matcher(text);
        int end = down.find(up.end()) ? down.start() : text.length();
        long line =
                1 + text.substring(0, up.end()).chars().filter(c -> c == '\n').count();
        boolean alone =
                up.group(1) != null && List.of(up.group(1).split("\\s+")).contains("transaction:false");
        return new Migration(
                file.fileName(),
                version,
                file,
                List.of(new Script(text.substring(up.end(), end), line)),
                alone ? Transaction.NONE : Transaction.ONE);
    }

    @Override
    public List<Migration> pending(Session session, List<Migration> all) {
        session.run("CREATE TABLE IF NOT EXISTS public.schema_migrations (version varchar NOT NULL PRIMARY KEY)");
        Set<String> applied = new HashSet<>(session.column("SELECT version FROM public.schema_migrations"));
        return all.stream()
                .filter(migration -> !applied.contains(migration.version()))
                .toList();
    }

    @Override
    public void applied(Session session, Migration migration, long milliseconds) {
        session.rows("INSERT INTO public.schema_migrations (version) VALUES ($1)", migration.version());
    }
}
