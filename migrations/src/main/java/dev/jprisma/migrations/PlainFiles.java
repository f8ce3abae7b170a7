package dev.jprisma.migrations;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of SQL that are no tool's: by the numbers they begin with if all do, else by name. A file is one transaction
 * unless it says otherwise. Recorded in a schema of ours, {@code jprisma.migrations}.
 */
final class PlainFiles implements History {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** How such a file, or what it says, looks if it goes backwards. */
    private static final Pattern BACKWARD_NAME =
            Pattern.compile("(?i)(^|[._-])(down|undo|rollback|revert)([._-].*)?\\.sql");

    private static final Pattern BACKWARD_MARK = Pattern.compile(
            "(?im)^\\s*--+\\s*(?:[+@]\\w+\\s+|\\w+:)?[/@]*\\s*(down|undo|rollback)\\s*(migration|script|sql)?\\s*:?\\s*$");

    private PlainFiles() {}

    static Tool of(List<SourceFile> files) {
        for (SourceFile file : files) {
            requireForward(file);
        }
        boolean numbered = files.stream()
                .allMatch(file -> NUMBER.matcher(file.relativeName()).lookingAt());
        Comparator<SourceFile> byName = Comparator.comparing(SourceFile::relativeName);
        List<Migration> migrations = files.stream()
                .sorted(numbered ? Comparator.comparing(PlainFiles::number).thenComparing(byName) : byName)
                .map(PlainFiles::migration)
                .toList();
        return new Tool("SQL files", migrations, new PlainFiles());
    }

    private static void requireForward(SourceFile file) {
        boolean byName = BACKWARD_NAME.matcher(file.fileName()).find();
        Matcher mark = BACKWARD_MARK.matcher(file.text());
        boolean byMark = mark.find();
        if (byName || byMark) {
            throw file.refused((byMark ? "has the line \"" + mark.group().strip() + "\", so it looks" : "looks")
                    + " as if it undid something, and whose tool's it is was not recognised. Run that tool with"
                    + " \"jprisma dev exec NAME -- TOOL ...\", or give a folder with only what is to run");
        }
    }

    private static BigInteger number(SourceFile file) {
        Matcher number = NUMBER.matcher(file.relativeName());
        number.lookingAt();
        return new BigInteger(number.group());
    }

    private static Migration migration(SourceFile file) {
        return new Migration(
                file.relativeName(), null, file, Statements.split(file, file.whole()), Transaction.WHERE_POSSIBLE);
    }

    @Override
    public List<Migration> pending(Session session, List<Migration> all) {
        session.run("""
                CREATE SCHEMA IF NOT EXISTS jprisma;
                CREATE TABLE IF NOT EXISTS jprisma.migrations (
                    name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())""");
        Map<String, String> applied = new HashMap<>();
        session.rows("SELECT name, checksum FROM jprisma.migrations")
                .forEach(row -> applied.put(row.get(0), row.get(1)));
        List<Migration> pending = new ArrayList<>();
        for (Migration migration : all) {
            String checksum = applied.get(migration.name());
            if (checksum == null) {
                pending.add(migration);
            } else if (!checksum.equals(migration.file().sha256())) {
                throw migration
                        .file()
                        .refused("has changed since it ran in this database. Put the change into a new"
                                + " file; or, to run it once more: delete from jprisma.migrations where name = '"
                                + migration.name().replace("'", "''") + "'");
            }
        }
        return pending;
    }

    @Override
    public void applied(Session session, Migration migration, long milliseconds) {
        session.rows(
                "INSERT INTO jprisma.migrations (name, checksum) VALUES ($1, $2)",
                migration.name(),
                migration.file().sha256());
    }
}
