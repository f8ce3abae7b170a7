package dev.jprisma.console.mcp;

import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.http.JsonTree;
import dev.jprisma.postgres.wire.Column;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.LoginKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Statements of the model's: one a call, by the protocol that takes no more, in a transaction of a session of its own.
 */
final class SqlTools {
    private static final int LONGEST_STATEMENT = 100_000;
    private static final int MOST_ROWS = 1000;
    private static final int MOST_MILLIS = 60_000;
    private static final int MILLIS = 30_000;
    private static final String EXPLAIN = "EXPLAIN (FORMAT JSON) ";
    /** Not by names that the session's schemas could give another meaning. */
    private static final String TYPES =
            "SELECT pg_catalog.format_type(x.type, x.modifier) FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]),"
                    + " pg_catalog.unnest($2::pg_catalog.int4[])) AS x(type, modifier)";

    private final DatabaseFinder databases;
    private final LoginSessions sessions;

    SqlTools(DatabaseFinder databases, LoginSessions sessions) {
        this.databases = databases;
        this.sessions = sessions;
    }

    List<Tool> all() {
        Parameter query =
                Parameter.text("query", "One SQL statement", LONGEST_STATEMENT).need();
        return List.of(
                new Tool(
                        "execute_sql_query",
                        "Run a SQL statement",
                        "Runs one SQL statement on a database of the user's own machine and gives its rows. It can read"
                                + " and, unless the session is read-only, insert, update and delete rows; before the first"
                                + " change a snapshot of the data is taken, which the answer names. It cannot change the"
                                + " schema.",
                        Effect.DESTROYS,
                        Effect.READS,
                        false,
                        List.of(
                                DatabaseFinder.ID,
                                query,
                                DatabaseFinder.PROJECT,
                                Parameter.number("limit", "How many rows to give at most", 1, MOST_ROWS, 100),
                                Parameter.number("timeoutMs", "How long it may take", 1, MOST_MILLIS, MILLIS)),
                        Schemas.object(
                                "columns",
                                Schemas.list(Schemas.object("name", Schemas.TEXT, "type", Schemas.TEXT)),
                                "rows",
                                Schemas.list(Schemas.list(Schemas.ANY)),
                                "rowCount",
                                Schemas.NUMBER,
                                "command?",
                                Schemas.TEXT,
                                "truncated",
                                Schemas.FLAG,
                                "snapshot?",
                                Schemas.TEXT),
                        this::execute),
                Tool.of(
                        "explain_query",
                        "Explain a query",
                        "Gives PostgreSQL's plan of one SQL statement, which is not run.",
                        Effect.READS,
                        List.of(DatabaseFinder.ID, query),
                        Schemas.object("plan", Schemas.ANY),
                        this::explain));
    }

    private Tool.Answer execute(Call call) throws Exception {
        HomeDatabase database = databases.running(call);
        Statement statement = Statement.of(call.arguments().text("query")).once();
        FirstRows rows = new FirstRows(call.arguments().number("limit"));
        Duration limit = Duration.ofMillis(call.arguments().number("timeoutMs"));
        boolean readOnly = call.scope().readOnly();
        LoginKind login = readOnly ? LoginKind.READER : LoginKind.WRITER;
        return sessions.during(database.instanceName(), login, limit, call.gone(), session -> {
            session.query(readOnly ? "BEGIN READ ONLY" : "BEGIN", ResultReceiver.NONE);
            run(session, statement, call.arguments().number("limit") + 1, rows);
            List<String> types = types(session, rows.columns());
            String snapshot = readOnly ? null : commit(database, call, session);
            return new Tool.Answer(
                    answer(rows, types, snapshot), snapshot == null ? null : databases.wayBack(database, snapshot));
        });
    }

    /** The transaction is open, and so the snapshot has all but what it did; null where it changed nothing. */
    private String commit(HomeDatabase database, Call call, PostgresConnection session) {
        String snapshot = null;
        if (!database.instance().ephemeral()
                && !value(session, "SELECT pg_catalog.pg_current_xact_id_if_assigned()")
                        .isEmpty()) {
            snapshot = call.snapshots().before(database, () -> databases.keep(database, call));
        }
        try {
            session.query("COMMIT", ResultReceiver.NONE);
        } catch (ServerErrorException e) {
            throw new StatementRefused(e);
        }
        return snapshot;
    }

    private static void run(PostgresConnection session, Statement statement, int most, ResultReceiver receiver) {
        try {
            session.executeFirst(statement, most, receiver);
        } catch (ServerErrorException e) {
            throw new StatementRefused(e);
        }
    }

    private static Map<String, Object> answer(FirstRows rows, List<String> types, String snapshot) {
        List<Object> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(Json.object("name", rows.columns().get(i).name(), "type", types.get(i)));
        }
        return Json.object(
                "columns",
                columns,
                "rows",
                rows.rows(),
                "rowCount",
                rows.rowCount(),
                "command",
                rows.command(),
                "truncated",
                rows.isTruncated(),
                "snapshot",
                snapshot);
    }

    private static List<String> types(PostgresConnection session, List<Column> columns) {
        List<String> types = new ArrayList<>();
        if (!columns.isEmpty()) {
            session.execute(
                    Statement.of(
                            TYPES,
                            array(columns.stream()
                                    .map(column -> Integer.toUnsignedString(column.typeOid()))
                                    .toList()),
                            array(columns.stream()
                                    .map(column -> Integer.toString(column.typeModifier()))
                                    .toList())),
                    new ResultReceiver() {
                        @Override
                        public void row(Row row) {
                            types.add(row.text(0));
                        }
                    });
        }
        return types;
    }

    private static String array(List<String> numbers) {
        return numbers.stream().collect(Collectors.joining(",", "{", "}"));
    }

    /** Of the first row; empty for NULL, or where there is none. */
    private static String value(PostgresConnection session, String sql) {
        StringBuilder value = new StringBuilder();
        session.execute(Statement.of(sql), new ResultReceiver() {
            @Override
            public void row(Row row) {
                value.append(row.isNull(0) ? "" : row.text(0));
            }
        });
        return value.toString();
    }

    private Tool.Answer explain(Call call) throws Exception {
        HomeDatabase database = databases.running(call);
        Statement statement =
                Statement.of(EXPLAIN + call.arguments().text("query")).once();
        StringBuilder plan = new StringBuilder();
        Duration limit = Duration.ofMillis(MILLIS);
        return sessions.during(database.instanceName(), LoginKind.READER, limit, call.gone(), session -> {
            session.query("BEGIN READ ONLY", ResultReceiver.NONE);
            try {
                session.execute(statement, new ResultReceiver() {
                    @Override
                    public void row(Row row) {
                        if (row.length(0) > SizeLimit.BYTES) {
                            throw new JprismaException(ErrorKind.INVALID, "This plan is too large to be shown here.");
                        }
                        plan.append(row.text(0));
                    }
                });
            } catch (ServerErrorException e) {
                throw new StatementRefused(e, EXPLAIN.length());
            }
            return new Tool.Answer(Json.object("plan", JsonTree.read(plan.toString())));
        });
    }
}
