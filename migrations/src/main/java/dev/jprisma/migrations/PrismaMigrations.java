package dev.jprisma.migrations;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prisma's: {@code NAME/migration.sql} by name, recorded in {@code _prisma_migrations} as {@code prisma migrate deploy}
 * does. Its engine sends a file in one go, so that a file of one statement is in no transaction block.
 */
final class PrismaMigrations implements History {
    static final String LOCK_FILE = "migration_lock.toml";
    static final String SCRIPT = "migration.sql";
    private static final Pattern PROVIDER = Pattern.compile("(?m)^\\s*provider\\s*=\\s*\"(\\w+)\"");
    private static final Set<String> PROVIDERS = Set.of("postgresql", "postgres", "cockroachdb");

    private static final String CREATE = """
            CREATE TABLE public._prisma_migrations (
                id VARCHAR(36) PRIMARY KEY NOT NULL,
                checksum VARCHAR(64) NOT NULL,
                finished_at TIMESTAMPTZ,
                migration_name VARCHAR(255) NOT NULL,
                logs TEXT,
                rolled_back_at TIMESTAMPTZ,
                started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
                applied_steps_count INTEGER NOT NULL DEFAULT 0
            )""";

    private PrismaMigrations() {}

    static Tool in(Path folder, List<Path> scripts) {
        checkProvider(folder);
        List<Migration> migrations = new ArrayList<>();
        for (Path script : scripts) {
            SourceFile file = SourceFile.read(folder, script);
            String name = script.getParent().getFileName().toString();
            migrations.add(new Migration(name, null, file, List.of(file.whole()), Transaction.WHERE_POSSIBLE));
        }
        return new Tool("Prisma", migrations, new PrismaMigrations());
    }

    private static void checkProvider(Path folder) {
        Path lock = folder.resolve(LOCK_FILE);
        if (!Files.exists(lock)) {
            return;
        }
        SourceFile file = SourceFile.read(folder, lock);
        Matcher provider = PROVIDER.matcher(file.text());
        if (provider.find() && !PROVIDERS.contains(provider.group(1))) {
            throw file.refused("says that these migrations are for " + provider.group(1) + ", and this is PostgreSQL");
        }
    }

    @Override
    public List<Migration> pending(Session session, List<Migration> all) {
        if (!session.hasTable("public._prisma_migrations")) {
            session.run(CREATE);
            return all;
        }
        Set<String> applied = new HashSet<>();
        for (List<String> row : session.rows("""
                SELECT migration_name, finished_at IS NOT NULL, logs FROM public._prisma_migrations
                WHERE rolled_back_at IS NULL ORDER BY started_at""")) {
            if (row.get(1).equals("f")) {
                throw failedBefore(row.get(0), row.get(2));
            }
            applied.add(row.get(0));
        }
        return all.stream()
                .filter(migration -> !applied.contains(migration.name()))
                .toList();
    }

    private static JprismaException failedBefore(String name, String logs) {
        return new JprismaException(
                ErrorKind.INPUT_UNUSABLE,
                "The migration " + name + " failed before, and part of it may be in the database"
                        + (logs == null || logs.isBlank() ? "" : ": " + logs.strip())
                        + "\nMend the database, and tell Prisma: npx prisma migrate resolve --rolled-back " + name
                        + " (it runs again), or --applied " + name);
    }

    @Override
    public void begun(Session session, Migration migration) {
        session.rows("""
                INSERT INTO public._prisma_migrations (id, checksum, started_at, migration_name)
                VALUES ($1, $2, clock_timestamp(), $3)""", UUID.randomUUID().toString(), migration.file().sha256(), migration.name());
    }

    @Override
    public void applied(Session session, Migration migration, long milliseconds) {
        boolean isBegun = !session.rows("""
                        UPDATE public._prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1
                        WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL
                        RETURNING id""", migration.name()).isEmpty();
        if (!isBegun) {
            // One moment for both: PostgreSQL reads a clock for each column, in the order that the table has them.
            session.rows(
                    """
                    INSERT INTO public._prisma_migrations
                        (id, checksum, started_at, finished_at, migration_name, applied_steps_count)
                    VALUES ($1, $2, statement_timestamp() - $4::bigint * interval '1 ms', statement_timestamp(), $3, 1)""",
                    UUID.randomUUID().toString(),
                    migration.file().sha256(),
                    migration.name(),
                    Long.toString(milliseconds));
        }
    }

    @Override
    public void failed(Session session, Migration migration, String reason) {
        session.rows("""
                UPDATE public._prisma_migrations SET logs = $2
                WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL""", migration.name(), reason);
    }

    @Override
    public void undone(Session session, Migration migration) {
        session.rows("""
                DELETE FROM public._prisma_migrations
                WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL""", migration.name());
    }
}
