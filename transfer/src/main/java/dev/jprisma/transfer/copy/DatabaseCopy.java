package dev.jprisma.transfer.copy;

import dev.jprisma.cli.transfer.CopyOrder;
import dev.jprisma.cli.transfer.TransferListener;
import dev.jprisma.postgres.ExtensionAdvice;
import dev.jprisma.postgres.SqlText;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.transfer.server.Amounts;
import dev.jprisma.transfer.server.DatabaseContents;
import dev.jprisma.transfer.server.DatabaseSession;
import dev.jprisma.transfer.server.Schemas;
import dev.jprisma.transfer.tool.PostgresTool;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A database into another: what one snapshot of the source sees, in one transaction of the target. The schema goes by
 * {@code pg_dump}, the rows by COPY from session to session.
 */
public final class DatabaseCopy {
    private static final int LARGE_OBJECT_PIECE = 512 * 1024;
    private static final String BEGIN_SOURCE = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY;"
            + " SET LOCAL row_security = off; SET LOCAL statement_timeout = 0;"
            + " SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL datestyle = ISO;"
            + " SET LOCAL intervalstyle = postgres; SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = hex;"
            + " SET LOCAL search_path = pg_catalog";

    private final CopyOrder order;
    private final DatabaseSession source;
    private final DatabaseSession target;
    private final TransferListener listener;
    private final Consumer<String> fate;
    /** Null if nothing of them is copied. */
    private final OwnersAndRights owners;
    /** Roles. */
    private final Set<String> made = new TreeSet<>();

    private long bytes;
    private long rows;

    /** @param fate told what becomes of it if the process ends from now on */
    public DatabaseCopy(
            CopyOrder order,
            DatabaseSession source,
            DatabaseSession target,
            TransferListener listener,
            Consumer<String> fate) {
        this.order = order;
        this.source = source;
        this.target = target;
        this.listener = listener;
        this.fate = fate;
        this.owners = order.withOwners() && !order.dataOnly() ? new OwnersAndRights() : null;
    }

    /** What becomes of an order that is interrupted at once. */
    public static String nothingDone(CopyOrder order) {
        return "Interrupted: nothing was copied, and " + order.target() + " is as it was.";
    }

    /** Returns a sentence of what was copied. */
    public String run() {
        PostgresTool tool = order.dataOnly() ? null : requireTool(source, listener);
        target.endWithUs();
        try {
            String snapshot = beginSource();
            beginTarget();
            return order.dataOnly() ? copyIntoTables() : copy(tool, snapshot);
        } catch (IOException e) {
            throw new JprismaException(ErrorKind.POSTGRES_FAILED, e.getMessage() + "\n  " + undone(), e);
        } catch (ServerErrorException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    e.error().message() + " (SQLSTATE " + e.error().code() + ")"
                            + (e.error().detail() == null
                                    ? ""
                                    : "\n  detail: " + e.error().detail())
                            + (e.error().where() == null
                                    ? ""
                                    : "\n  where: " + e.error().where()) + "\n  " + undone(),
                    e);
        } catch (JprismaException e) {
            throw new JprismaException(e.kind(), e.getMessage() + "\n  " + undone(), e);
        }
    }

    /** The program that reads the schema of a source. */
    public static PostgresTool requireTool(DatabaseSession source, TransferListener listener) {
        try {
            return PostgresTool.require(
                    "pg_dump",
                    source.major(),
                    "read the schema of " + source.database(),
                    source.database().postgresHome(),
                    listener::debug);
        } catch (JprismaException e) {
            throw new JprismaException(
                    e.kind(),
                    e.getMessage() + "\nOr make the tables by their migrations, and copy the rows alone: --data-only",
                    e);
        }
    }

    private String undone() {
        return "Nothing was copied, and " + order.target() + " is as it was.";
    }

    /** Returns the name of the snapshot that all of it is read in; null if the server shares none. */
    private String beginSource() {
        source.execute(BEGIN_SOURCE);
        try {
            return source.value("SELECT pg_catalog.pg_export_snapshot()");
        } catch (ServerErrorException e) {
            listener.note(order.source() + " shares no snapshots (" + e.error().message()
                    + "): while this runs its schema should not change.");
            source.execute("ROLLBACK");
            source.execute(BEGIN_SOURCE);
            return null;
        }
    }

    private void beginTarget() {
        target.execute("BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
        if (!order.dataOnly()) {
            prepareTarget();
        }
    }

    private void prepareTarget() {
        if (order.clean()) {
            listener.step("Emptying " + order.target());
            DatabaseContents.empty(target);
        }
        List<String> found = DatabaseContents.of(target, order.schemas());
        if (!found.isEmpty()) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE, order.target() + " is not empty: it has " + String.join(", ", found));
        }
        requireExtensions();
        mapRoles();
        for (String schema : order.schemas()) {
            if (source.value("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1", schema) == null) {
                throw new JprismaException(ErrorKind.INPUT_UNUSABLE, order.source() + " has no schema " + schema);
            }
            // Of one that is named, pg_dump leaves the making of extensions' schemas to others.
            target.execute("CREATE SCHEMA IF NOT EXISTS " + SqlText.name(schema));
        }
    }

    /** Rows into tables that are there, as migrations have made them, and have none. */
    private String copyIntoTables() throws IOException {
        List<SourceTable> tables = new ArrayList<>(SourceTable.all(source, order.schemas()));
        List<String> histories = new ArrayList<>();
        tables.removeIf(table -> table.isHistory() && histories.add(table.name()));
        if (!histories.isEmpty()) {
            listener.note("Left out, since it says what has run in each: " + String.join(", ", histories) + ".");
        }
        requireEmptyTables(tables);
        Map<SourceTable, Long> copied = new LinkedHashMap<>();
        List<SourceTable> ordered = withoutChecks() ? tables : new TableOrder(target).of(tables);
        listener.step("Copying the rows of " + Amounts.of(tables.size(), "table"));
        for (SourceTable table : ordered) {
            copied.put(table, copyRows(table));
        }
        return finish(copied, copyLargeObjects(), copySequences());
    }

    private void requireEmptyTables(List<SourceTable> tables) {
        List<String> missing = new ArrayList<>();
        List<String> full = new ArrayList<>();
        for (SourceTable table : tables) {
            if (target.value("SELECT pg_catalog.to_regclass($1)::text", table.name()) == null) {
                missing.add(table.name());
            } else if ("t".equals(target.value("SELECT EXISTS (SELECT FROM ONLY " + table.name() + ")"))) {
                full.add(table.name());
            }
        }
        if (!missing.isEmpty() || !full.isEmpty()) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    order.target()
                            + (missing.isEmpty() ? "" : " has no tables " + String.join(", ", missing))
                            + (full.isEmpty()
                                    ? ""
                                    : (missing.isEmpty() ? "" : ", and") + " has rows in " + String.join(", ", full)));
        }
    }

    /** Whether neither triggers nor foreign keys look at what is copied, which a superuser can say. */
    private boolean withoutChecks() {
        target.execute("SAVEPOINT before_role");
        try {
            target.execute("SET LOCAL session_replication_role = replica");
            return true;
        } catch (ServerErrorException e) {
            target.execute("ROLLBACK TO SAVEPOINT before_role");
            return false;
        }
    }

    private void requireExtensions() {
        List<String> there = target.column("SELECT name::text FROM pg_catalog.pg_available_extensions");
        List<String> missing =
                new ArrayList<>(source.column("SELECT extname::text FROM pg_catalog.pg_extension ORDER BY extname"));
        missing.removeAll(there);
        if (missing.isEmpty()) {
            return;
        }
        String advice = order.target().postgresHome() == null && order.isTargetLocal()
                ? ": " + ExtensionAdvice.command(missing.get(0), target.major())
                : "";
        throw new JprismaException(
                ErrorKind.INPUT_UNUSABLE,
                order.target() + " lacks extensions that " + order.source() + " has: " + String.join(", ", missing)
                        + advice);
    }

    /** Those that policies name have to be there before. */
    private void mapRoles() {
        List<String> named = source.column("SELECT DISTINCT r.rolname::text FROM pg_catalog.pg_policy p,"
                + " unnest(p.polroles) u(oid) JOIN pg_catalog.pg_roles r ON r.oid = u.oid ORDER BY 1");
        List<String> missing = new ArrayList<>();
        for (String role : named) {
            if (target.value("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1", role) == null) {
                missing.add(role);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        if (!order.isTargetLocal()) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    order.target() + " lacks roles that policies name: " + String.join(", ", missing)
                            + ". Create them there first");
        }
        missing.forEach(role -> target.execute("CREATE ROLE " + SqlText.name(role) + " NOLOGIN"));
        made.addAll(missing);
        if (owners == null) {
            listener.note(
                    "Made, since policies name them: roles " + String.join(", ", missing) + " (without a login).");
        }
    }

    private String copy(PostgresTool tool, String snapshot) throws IOException {
        SchemaDump schema = new SchemaDump(source, tool, order.schemas(), snapshot, owners);
        listener.step("Copying the schema of " + order.source());
        schema.load("pre-data", target, listener);
        List<SourceTable> tables = SourceTable.all(source, order.schemas());
        Map<SourceTable, Long> copied = new LinkedHashMap<>();
        listener.step("Copying the rows of " + Amounts.of(tables.size(), "table"));
        for (SourceTable table : tables) {
            copied.put(table, copyRows(table));
        }
        int largeObjects = copyLargeObjects();
        int sequences = copySequences();
        listener.step("Making indexes and constraints");
        schema.load("post-data", target, listener);
        return finish(copied, largeObjects, sequences);
    }

    private String finish(Map<SourceTable, Long> copied, int largeObjects, int sequences) {
        listener.step("Comparing");
        copied.forEach(this::compare);
        if (owners != null) {
            giveAway();
        }
        commit();
        return "Copied " + order.source() + " into " + order.target() + ": " + Amounts.of(copied.size(), "table") + ", "
                + Amounts.of(rows, "row") + ", " + Amounts.of(sequences, "sequence") + ", "
                + Amounts.of(largeObjects, "large object")
                + "; each table has as many rows as there";
    }

    private void giveAway() {
        if (order.isTargetLocal()) {
            made.addAll(owners.makeRoles(target));
        }
        owners.apply(target, listener);
        if (!made.isEmpty()) {
            listener.note("Made, since they own something there or may do something: roles " + String.join(", ", made)
                    + " (without a login).");
        }
    }

    private long copyRows(SourceTable table) throws IOException {
        long[] read = new long[1];
        long written =
                target.copyFrom(table.copyIn(), data -> read[0] = source.copyTo(table.copyOut(), new Counted(data)));
        if (read[0] != written) {
            throw different(table, read[0], written);
        }
        rows += written;
        listener.debug(table.name() + ": " + written + " rows");
        return written;
    }

    private JprismaException different(SourceTable table, long there, long here) {
        return new JprismaException(
                ErrorKind.POSTGRES_FAILED,
                table.name() + " has " + there + " rows in " + order.source() + ", and " + here + " would be in "
                        + order.target());
    }

    private void compare(SourceTable table, long copied) {
        long there = Long.parseLong(target.value(table.count()));
        if (there != copied) {
            throw different(table, copied, there);
        }
    }

    private int copyLargeObjects() {
        if (!order.schemas().isEmpty()) {
            return 0;
        }
        List<String> oids = source.column("SELECT oid::text FROM pg_catalog.pg_largeobject_metadata ORDER BY oid");
        for (String oid : oids) {
            target.value("SELECT pg_catalog.lo_create($1::oid)", oid);
            for (long at = 0; ; at += LARGE_OBJECT_PIECE) {
                String piece = source.value(
                        "SELECT pg_catalog.lo_get($1::oid, $2::bigint, $3::int)",
                        oid,
                        String.valueOf(at),
                        String.valueOf(LARGE_OBJECT_PIECE));
                int size = (piece.length() - 2) / 2; // \x and two digits each
                if (size > 0) {
                    target.value(
                            "SELECT pg_catalog.lo_put($1::oid, $2::bigint, $3::bytea)", oid, String.valueOf(at), piece);
                }
                moved(size);
                if (size < LARGE_OBJECT_PIECE) {
                    break;
                }
            }
        }
        return oids.size();
    }

    private int copySequences() {
        List<String> names = source.column("SELECT pg_catalog.quote_ident(n.nspname) || '.' ||"
                + " pg_catalog.quote_ident(c.relname) FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND "
                + Schemas.condition(order.schemas())
                + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid ="
                + " 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')");
        for (String name : names) {
            if (target.value("SELECT pg_catalog.to_regclass($1)::text", name) == null) {
                continue; // of a table that the target makes in another way
            }
            List<String> state = source.rows("SELECT last_value::text, is_called::text FROM " + name)
                    .get(0);
            target.value(
                    "SELECT pg_catalog.setval($1::regclass, $2::bigint, $3::boolean)",
                    name,
                    state.get(0),
                    state.get(1));
        }
        return names.size();
    }

    private void commit() {
        fate.accept("Interrupted at the very end: look into " + order.target() + " whether it was copied.");
        target.execute("COMMIT");
        fate.accept("Interrupted after it was copied.");
        try {
            source.execute("ROLLBACK");
        } catch (PostgresException e) {
            // All of it has been read.
            listener.debug("the source's end: " + e.getMessage());
        }
    }

    private void moved(long count) {
        bytes += count;
        listener.moved(bytes, -1, rows);
    }

    private final class Counted extends FilterOutputStream {
        private long uncounted;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            out.write(data, offset, length);
            uncounted += length;
            if (uncounted > 64 * 1024) {
                moved(uncounted);
                uncounted = 0;
            }
        }
    }
}
