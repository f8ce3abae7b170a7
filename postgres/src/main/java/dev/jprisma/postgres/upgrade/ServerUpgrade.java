package dev.jprisma.postgres.upgrade;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.state.ByteSize;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Copies all databases and roles of a server into a new one of another version, and sees that it is all there. Nobody
 * else uses the two meanwhile.
 */
public final class ServerUpgrade {
    private static final int MOST_DIFFERENCES = 10;
    private static final String TEMPLATE = "template1";

    /** Made by initdb in the new server as well; what pg_dumpall says of it beyond that counts. */
    private static final String SUPERUSER = "CREATE ROLE \"" + Credentials.USER + "\";";

    private final UpgradeServer source;
    private final UpgradeServer target;
    private final UpgradeTools tools;
    private final Consumer<String> progress;

    /**
     * @param tools the folder with {@code pg_dump}, {@code pg_dumpall} and {@code psql}, as new as the source or newer
     * @param workshop a folder of ours
     * @param progress told what takes long
     * @param abandoned whether nobody wants it any more, which ends it; asked often
     * @throws JprismaException if not all of the tools are there
     */
    public ServerUpgrade(
            UpgradeServer source,
            UpgradeServer target,
            Path tools,
            Path workshop,
            Consumer<String> progress,
            BooleanSupplier abandoned) {
        this.source = source;
        this.target = target;
        this.tools = new UpgradeTools(tools, workshop, abandoned);
        this.progress = progress;
    }

    /** What was copied. */
    public record Copied(int databases, int tables) {}

    /**
     * Does all of it.
     *
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) why not: what the source has and no dump carries or
     *     the target lacks, what PostgreSQL said, or what is not the same afterwards. The source is as it was
     */
    public Copied run() {
        try {
            List<String> databases = databases();
            requireUpgradable(databases);
            progress.accept("Copying the roles");
            tools.run(target, tools.globals(source).replace("\n" + SUPERUSER + "\n", "\n"));
            for (String database : databases) {
                copy(database);
            }
            return compare(databases);
        } catch (PostgresException e) {
            throw new JprismaException(ErrorKind.POSTGRES_FAILED, e.getMessage(), e);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "It cannot be copied (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private List<String> databases() {
        try (PostgresConnection session = source.connect(Credentials.DATABASE)) {
            return UpgradeServer.rows(
                            session,
                            "SELECT datname FROM pg_database WHERE datname <> 'template0' ORDER BY datname <> '"
                                    + TEMPLATE + "', datname")
                    .stream()
                    .map(row -> row.get(0))
                    .toList();
        }
    }

    private void requireUpgradable(List<String> databases) {
        List<String> obstacles = new ArrayList<>();
        try (PostgresConnection session = source.connect(Credentials.DATABASE)) {
            note(
                    session,
                    obstacles,
                    "SELECT datname FROM pg_database WHERE NOT datallowconn AND datname <> 'template0'",
                    "nobody may connect to database %s: ALTER DATABASE \"%s\" ALLOW_CONNECTIONS true, or drop it");
            note(
                    session,
                    obstacles,
                    "SELECT spcname FROM pg_tablespace WHERE spcname !~ '^pg_'",
                    "there is a tablespace %s, which is outside of the data directory: move what is in it, and drop it");
            note(
                    session,
                    obstacles,
                    "SELECT gid FROM pg_prepared_xacts",
                    "there is a prepared transaction %s: COMMIT PREPARED or ROLLBACK PREPARED '%s'");
            note(
                    session,
                    obstacles,
                    "SELECT subname FROM pg_subscription",
                    "there is a subscription %s, which would lose its place: drop it");
        }
        if (obstacles.isEmpty()) {
            requireExtensions(databases, obstacles);
        }
        if (!obstacles.isEmpty()) {
            throw new JprismaException(ErrorKind.INVALID, String.join("\n", obstacles));
        }
    }

    private static void note(PostgresConnection session, List<String> obstacles, String sql, String sentence) {
        UpgradeServer.rows(session, sql).forEach(row -> obstacles.add(sentence.replace("%s", row.get(0))));
    }

    private void requireExtensions(List<String> databases, List<String> obstacles) {
        TreeSet<String> needed = new TreeSet<>();
        for (String database : databases) {
            try (PostgresConnection session = source.connect(database)) {
                UpgradeServer.rows(session, "SELECT extname FROM pg_extension").forEach(row -> needed.add(row.get(0)));
            }
        }
        try (PostgresConnection session = target.connect(Credentials.DATABASE)) {
            UpgradeServer.rows(session, "SELECT name FROM pg_available_extensions")
                    .forEach(row -> needed.remove(row.get(0)));
        }
        needed.forEach(extension -> obstacles.add(target + " has no extension " + extension
                + " here: jprisma extension add " + extension + ", or drop it"));
    }

    private void copy(String database) throws IOException {
        try (PostgresConnection session = source.connect(database)) {
            long bytes = Long.parseLong(UpgradeServer.rows(session, "SELECT pg_database_size(current_database())")
                    .get(0)
                    .get(0));
            progress.accept("Copying database " + database + ", " + ByteSize.text(bytes));
        }
        if (database.equals(TEMPLATE)) {
            tools.copy(source, target, database, List.of());
        } else {
            // Made anew also where it is there, since only so it gets its locale, its settings and its comment.
            tools.copy(source, target, database, List.of("--create", "--clean", "--if-exists"));
        }
        try (PostgresConnection session = target.connect(database)) {
            session.query("ANALYZE", ResultReceiver.NONE);
        }
    }

    private Copied compare(List<String> databases) {
        int tables = 0;
        List<String> differences = new ArrayList<>();
        try (PostgresConnection before = source.connect(Credentials.DATABASE);
                PostgresConnection after = target.connect(Credentials.DATABASE)) {
            addDifferences("", DatabaseFacts.ofServer(before), DatabaseFacts.ofServer(after), differences);
        }
        for (String database : databases) {
            progress.accept("Comparing database " + database);
            try (PostgresConnection before = source.connect(database);
                    PostgresConnection after = target.connect(database)) {
                String where = database + ": ";
                addDifferences(where, DatabaseFacts.of(before), DatabaseFacts.of(after), differences);
                Map<String, String> contents = DatabaseFacts.contents(before);
                tables += contents.size();
                addDifferences(where, contents, DatabaseFacts.contents(after), differences);
            }
        }
        if (!differences.isEmpty()) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "the copy is not the same:\n  "
                            + String.join(
                                    "\n  ", differences.subList(0, Math.min(MOST_DIFFERENCES, differences.size())))
                            + (differences.size() > MOST_DIFFERENCES
                                    ? "\n  and " + (differences.size() - MOST_DIFFERENCES) + " more"
                                    : ""));
        }
        return new Copied(databases.size() - 1, tables);
    }

    private void addDifferences(
            String where, Map<String, String> before, Map<String, String> after, List<String> differences) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String was = before.get(name);
            String is = after.get(name);
            if (was == null) {
                differences.add(where + name + " is in " + target + " alone");
            } else if (is == null) {
                differences.add(where + name + " is not in " + target);
            } else if (!was.equals(is)) {
                differences.add(where + name + ": " + was + " in " + source + ", " + is + " in " + target);
            }
        }
    }
}
