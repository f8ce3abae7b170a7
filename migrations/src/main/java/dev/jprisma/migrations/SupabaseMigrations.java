package dev.jprisma.migrations;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Supabase's: {@code supabase/migrations/VERSION_name.sql} by name, each one transaction, recorded with its statements
 * in {@code supabase_migrations.schema_migrations}. Roles and schemas of its image ({@code authenticated},
 * {@code auth}) are no part of PostgreSQL.
 */
final class SupabaseMigrations implements History {
    private static final Pattern NAME = Pattern.compile("(\\d+)_(.*)\\.sql");

    private SupabaseMigrations() {}

    static Tool of(List<SourceFile> files) {
        List<Migration> migrations = files.stream()
                .filter(file -> NAME.matcher(file.fileName()).matches())
                .map(file -> new Migration(
                        file.fileName(), part(file, 1), file, Statements.split(file, file.whole()), Transaction.ONE))
                .sorted(Comparator.comparing(Migration::name))
                .toList();
        return new Tool("Supabase", Migration.distinct(migrations), new SupabaseMigrations());
    }

    private static String part(SourceFile file, int group) {
        Matcher name = NAME.matcher(file.fileName());
        name.matches();
        return name.group(group);
    }

    @Override
    public List<Migration> pending(Session session, List<Migration> all) {
        session.run("""
                CREATE SCHEMA IF NOT EXISTS supabase_migrations;
                CREATE TABLE IF NOT EXISTS supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY);
                ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN IF NOT EXISTS statements text[];
                ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN IF NOT EXISTS name text""");
        Set<String> applied =
                new HashSet<>(session.column("SELECT version FROM supabase_migrations.schema_migrations"));
        return all.stream()
                .filter(migration -> !applied.contains(migration.version()))
                .toList();
    }

    @Override
    public void applied(Session session, Migration migration, long milliseconds) {
        String statements = migration.scripts().stream()
                .map(script -> '"' + script.sql().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
        session.rows("""
                INSERT INTO supabase_migrations.schema_migrations (version, name, statements)
                VALUES ($1, $2, $3::text[])""", migration.version(), part(migration.file(), 2), statements);
    }
}
