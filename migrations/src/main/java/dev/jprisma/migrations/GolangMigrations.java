package dev.jprisma.migrations;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * golang-migrate's: {@code VERSION_title.up.sql} by number, a file in one go. {@code schema_migrations} has one row,
 * the version that was reached, and whether what led to it is half done.
 */
final class GolangMigrations implements History {
    private static final Pattern NAME = Pattern.compile("(\\d+)_(.*)\\.up\\.sql");
    private static final String TABLE = "public.schema_migrations";

    /** The version that the database is at, null for none. */
    private String reached;

    private GolangMigrations() {}

    static boolean isOne(String fileName) {
        return NAME.matcher(fileName).matches();
    }

    static Tool of(List<SourceFile> files) {
        List<Migration> migrations = files.stream()
                .filter(file -> isOne(file.fileName()))
                .map(GolangMigrations::migration)
                .sorted(Comparator.comparing(migration -> new BigInteger(migration.version())))
                .toList();
        return new Tool("golang-migrate", Migration.distinct(migrations), new GolangMigrations());
    }

    private static Migration migration(SourceFile file) {
        Matcher name = NAME.matcher(file.fileName());
        name.matches();
        return new Migration(
                file.fileName(),
                new BigInteger(name.group(1)).toString(),
                file,
                List.of(file.whole()),
                Transaction.WHERE_POSSIBLE);
    }

    @Override
    public List<Migration> pending(Session session, List<Migration> all) {
        session.run("CREATE TABLE IF NOT EXISTS " + TABLE
                + " (version bigint not null primary key, dirty boolean not null)");
        List<List<String>> rows = session.rows("SELECT version::text, dirty FROM " + TABLE + " LIMIT 1");
        if (rows.isEmpty()) {
            return all;
        }
        String version = rows.get(0).get(0);
        if (rows.get(0).get(1).equals("t")) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    "Version " + version + " failed before, and part of it may be in the database. Mend that, and say"
                            + " which version it has: migrate -path DIR -database URL force VERSION");
        }
        if (all.stream().noneMatch(migration -> migration.version().equals(version))) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    "The database is at version " + version + ", of which there is no file: it is of another branch,"
                            + " or of other migrations");
        }
        reached = version;
        return all.stream()
                .filter(migration -> new BigInteger(migration.version()).compareTo(new BigInteger(version)) > 0)
                .toList();
    }

    @Override
    public void begun(Session session, Migration migration) {
        set(session, migration.version(), true);
    }

    @Override
    public void applied(Session session, Migration migration, long milliseconds) {
        set(session, migration.version(), false);
        reached = migration.version();
    }

    @Override
    public void undone(Session session, Migration migration) {
        if (reached == null) {
            session.run("TRUNCATE " + TABLE);
        } else {
            set(session, reached, false);
        }
    }

    private static void set(Session session, String version, boolean dirty) {
        session.rows(
                "WITH other AS (DELETE FROM " + TABLE + " WHERE version <> $1::bigint) INSERT INTO " + TABLE
                        + " VALUES ($1::bigint, $2::boolean) ON CONFLICT (version) DO UPDATE SET dirty = $2::boolean",
                version,
                Boolean.toString(dirty));
    }
}
