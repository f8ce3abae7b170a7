package dev.jprisma.migrations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jprisma.postgres.script.ScriptStatement;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Flyway's SQL files, by its default names: {@code V1_2__text.sql} by version, then {@code R__text.sql} by name, again
 * whenever they changed; {@code U1__text.sql}, which undo, never. Recorded in {@code flyway_schema_history} with its
 * checksums. A file with a statement that cannot be in a transaction has none.
 */
final class FlywayFiles implements History {
    private static final Pattern NAME = Pattern.compile("(?:(V)(\\d+(?:[._]\\d+)*)|(R)|(U)\\d[\\d._]*)__(.*)\\.sql");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}\\n]*}");
    private static final Pattern BASELINE = Pattern.compile("B\\d[\\d._]*__.*\\.sql");
    private static final Pattern CALLBACK = Pattern.compile("(before|after)[A-Z]\\w*\\.sql");
    private static final String TABLE = "public.flyway_schema_history";
    private static final String CREATE = """
            CREATE TABLE public.flyway_schema_history (
                installed_rank INT NOT NULL,
                version VARCHAR(50),
                description VARCHAR(200) NOT NULL,
                type VARCHAR(20) NOT NULL,
                script VARCHAR(1000) NOT NULL,
                checksum INTEGER,
                installed_by VARCHAR(100) NOT NULL,
                installed_on TIMESTAMP NOT NULL DEFAULT now(),
                execution_time INTEGER NOT NULL,
                success BOOLEAN NOT NULL,
                CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank)
            );
            CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history (success)""";

    private FlywayFiles() {}

    static boolean isOne(String fileName) {
        return NAME.matcher(fileName).matches();
    }

    static Tool of(List<SourceFile> files) {
        List<Migration> versioned = new ArrayList<>();
        List<Migration> repeatable = new ArrayList<>();
        for (SourceFile file : files) {
            if (BASELINE.matcher(file.fileName()).matches()) {
                throw file.refused(
                        "stands for all migrations before it, which only Flyway knows: run Flyway itself, with"
                                + " the URL of \"jprisma dev url NAME --jdbc\"");
            }
            Matcher name = NAME.matcher(file.fileName());
            if (name.matches() && name.group(1) != null) {
                versioned.add(migration(file, name.group(2).replace('_', '.')));
            } else if (name.matches() && name.group(3) != null) {
                repeatable.add(migration(file, null));
            }
        }
        versioned.sort((one, other) -> compare(one.version(), other.version()));
        repeatable.sort((one, other) -> description(one).compareTo(description(other)));
        for (int i = 1; i < versioned.size(); i++) {
            if (compare(versioned.get(i - 1).version(), versioned.get(i).version()) == 0) {
                throw versioned
                        .get(i)
                        .file()
                        .refused("has the version of "
                                + versioned.get(i - 1).file().relativeName());
            }
        }
        versioned.addAll(repeatable);
        List<String> callbacks = files.stream()
                .filter(file -> CALLBACK.matcher(file.fileName()).matches())
                .map(file -> file.relativeName() + " is a callback, which only Flyway runs")
                .toList();
        return new Tool("Flyway", versioned, new FlywayFiles()).noting(callbacks);
    }

    private static Migration migration(SourceFile file, String version) {
        Matcher placeholder = PLACEHOLDER.matcher(file.text());
        if (placeholder.find()) {
            throw file.refused("has the placeholder " + placeholder.group()
                    + ", whose value Flyway's configuration says: run Flyway itself, with the URL of"
                    + " \"jprisma dev url NAME --jdbc\"");
        }
        List<ScriptStatement> statements = Statements.of(file, file.whole());
        boolean refusesTransaction = statements.stream().anyMatch(ScriptStatement::isRefusedInTransaction);
        if (refusesTransaction && !statements.stream().allMatch(ScriptStatement::isRefusedInTransaction)) {
            throw file.refused("has statements that cannot be in a transaction, and others, which Flyway refuses: put"
                    + " them into files of their own");
        }
        return new Migration(
                file.relativeName(),
                version,
                file,
                Statements.split(statements),
                refusesTransaction ? Transaction.NONE : Transaction.ONE);
    }

    /** As numbers, part by part; parts that are missing are 0. */
    static int compare(String one, String other) {
        String[] ones = one.split("\\.");
        String[] others = other.split("\\.");
        for (int i = 0; i < Math.max(ones.length, others.length); i++) {
            int order = new BigInteger(i < ones.length ? ones[i] : "0")
                    .compareTo(new BigInteger(i < others.length ? others[i] : "0"));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static String description(Migration migration) {
        Matcher name = NAME.matcher(migration.file().fileName());
        name.matches();
        return name.group(5).replace('_', ' ');
    }

    /** CRC-32 of the lines without their ends. */
    static int checksum(SourceFile file) {
        CRC32 crc = new CRC32();
        file.text().lines().forEach(line -> crc.update(line.getBytes(UTF_8)));
        return (int) crc.getValue();
    }

    @Override
    public List<Migration> pending(Session session, List<Migration> all) {
        if (!session.hasTable(TABLE)) {
            session.run(CREATE);
            return all;
        }
        Map<String, String> versions = new HashMap<>();
        Map<String, String> repeatables = new HashMap<>();
        String newest = null;
        for (List<String> row : session.rows("SELECT version, description, checksum::text, success, type FROM " + TABLE
                + " ORDER BY installed_rank")) {
            if (row.get(3).equals("f")) {
                throw refused("The migration " + row.get(1)
                        + " failed before, and part of it may be in the database. Mend that, and run: flyway repair");
            }
            if (row.get(0) == null) {
                repeatables.put(row.get(1), row.get(2));
            } else {
                versions.put(row.get(0), row.get(2));
                newest = newest == null || compare(row.get(0), newest) > 0 ? row.get(0) : newest;
            }
        }
        List<Migration> pending = new ArrayList<>();
        for (Migration migration : all) {
            String checksum = Integer.toString(checksum(migration.file()));
            if (migration.version() == null) {
                if (!checksum.equals(repeatables.get(description(migration)))) {
                    pending.add(migration);
                }
            } else if (!versions.containsKey(migration.version())) {
                if (newest != null && compare(migration.version(), newest) < 0) {
                    throw migration
                            .file()
                            .refused(
                                    "is of a version before " + newest
                                            + ", which the database is at. Give it a later one, or let Flyway run it: -outOfOrder=true");
                }
                pending.add(migration);
            } else if (versions.get(migration.version()) != null
                    && !versions.get(migration.version()).equals(checksum)) {
                throw migration
                        .file()
                        .refused("has changed since it ran in this database. Put the change into a new"
                                + " migration, or accept it as it is: flyway repair");
            }
        }
        return pending;
    }

    private static JprismaException refused(String why) {
        return new JprismaException(ErrorKind.INPUT_UNUSABLE, why);
    }

    @Override
    public void applied(Session session, Migration migration, long milliseconds) {
        record(session, migration, milliseconds, true);
    }

    @Override
    public void failed(Session session, Migration migration, String reason) {
        record(session, migration, 0, false);
    }

    private static void record(Session session, Migration migration, long milliseconds, boolean success) {
        session.rows(
                "INSERT INTO " + TABLE + """
                 (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                 SELECT coalesce(max(installed_rank), 0) + 1, $1, $2, 'SQL', $3, $4::int, current_user, $5::int,
                    $6::boolean FROM\s""" + TABLE,
                migration.version(),
                description(migration),
                migration.name(),
                Integer.toString(checksum(migration.file())),
                Long.toString(milliseconds),
                Boolean.toString(success));
    }
}
