package dev.jprisma.insights;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ServerErrorException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code pg_stat_statements}, for which the library must be loaded and nothing be created: its function is made in a
 * transaction that is rolled back, so databases and dumps of them stay as they are. Of one thread at a time.
 */
final class Statistics {
    private static final int MOST = 500;

    /** By the library's interface of version 1.9, which those of PostgreSQL 14 to 18 have. */
    private static final String FUNCTION = """
            BEGIN;
            SET LOCAL client_min_messages = error;
            CREATE FUNCTION pg_temp.statement_statistics(showtext boolean, OUT userid oid, OUT dbid oid, OUT toplevel bool,
              OUT queryid bigint, OUT query text, OUT plans int8, OUT total_plan_time float8, OUT min_plan_time float8,
              OUT max_plan_time float8, OUT mean_plan_time float8, OUT stddev_plan_time float8, OUT calls int8,
              OUT total_exec_time float8, OUT min_exec_time float8, OUT max_exec_time float8, OUT mean_exec_time float8,
              OUT stddev_exec_time float8, OUT rows int8, OUT shared_blks_hit int8, OUT shared_blks_read int8,
              OUT shared_blks_dirtied int8, OUT shared_blks_written int8, OUT local_blks_hit int8,
              OUT local_blks_read int8, OUT local_blks_dirtied int8, OUT local_blks_written int8,
              OUT temp_blks_read int8, OUT temp_blks_written int8, OUT blk_read_time float8, OUT blk_write_time float8,
              OUT wal_records int8, OUT wal_fpi int8, OUT wal_bytes numeric)
              RETURNS SETOF record AS '$libdir/pg_stat_statements', 'pg_stat_statements_1_9'
              LANGUAGE C STRICT VOLATILE;
            """;

    /** The totals and the loaded statements. */
    private static final String READ = FUNCTION + """
            SELECT sum(calls), (sum(total_exec_time) * 1000)::bigint FROM pg_temp.statement_statistics(false) WHERE toplevel;
            SELECT queryid, datname, max(query), sum(calls), (sum(total_exec_time) * 1000)::bigint,
                (max(max_exec_time) * 1000)::bigint, sum(rows), sum(shared_blks_hit), sum(shared_blks_read)
              FROM pg_temp.statement_statistics(%b) JOIN pg_database d ON d.oid = dbid
              WHERE queryid IS NOT NULL GROUP BY 1, 2 ORDER BY 5 DESC LIMIT %d;
            ROLLBACK""";

    private static final String NOW = "SELECT sum(calls), (extract(epoch FROM clock_timestamp()) * 1000)::bigint"
            + " FROM pg_temp.statement_statistics(false) WHERE toplevel;\n";

    /** How much had been executed at the beginning of a moment, and at its end. */
    private static final String MOMENT = FUNCTION + NOW + "SELECT pg_sleep(0.05);\n" + NOW + "ROLLBACK";

    private final Map<StatementKey, StatementCounters> counters = new HashMap<>();
    private long executions = -1;
    private long totalMicros;
    private String missing;

    /** What was executed, and for how long, between two samples. */
    record Difference(long executions, long micros) {}

    /** How many executions a second there are at the moment; 0 where nothing is counted. */
    static long executionsASecond(PostgresConnection session) {
        try {
            List<List<String>> rows = Server.rowsOfAll(session, MOMENT);
            List<String> begin = rows.get(0);
            List<String> end = rows.get(rows.size() - 1);
            return Math.max(0, number(end.get(0)) - number(begin.get(0)))
                    * 1000
                    / Math.max(1, number(end.get(1)) - number(begin.get(1)));
        } catch (ServerErrorException notLoaded) {
            return 0;
        }
    }

    /** @return what happened since the sample before; empty for the first one, or where nothing is counted */
    Optional<Difference> sample(PostgresConnection session, long nowMillis) {
        if (!Server.rows(session, "SHOW shared_preload_libraries").get(0).get(0).contains("pg_stat_statements")) {
            missing =
                    "pg_stat_statements is not loaded (shared_preload_libraries): rows and blocks are unknown, and only"
                            + " what is executed while it is recorded is counted";
            return Optional.empty();
        }
        List<List<String>> rows;
        try {
            rows = read(session, false);
            if (rows.stream().skip(1).anyMatch(row -> !counters.containsKey(key(row)))) {
                rows = read(session, true);
            }
            missing = null;
        } catch (ServerErrorException e) {
            missing = "pg_stat_statements cannot be read: " + e.getMessage();
            return Optional.empty();
        }
        rows.stream().skip(1).forEach(row -> take(row, nowMillis));
        return difference(number(rows.get(0).get(0)), number(rows.get(0).get(1)));
    }

    private static List<List<String>> read(PostgresConnection session, boolean withText) {
        return Server.rowsOfAll(session, String.format(READ, withText, MOST));
    }

    private Optional<Difference> difference(long executionsNow, long microsNow) {
        // Fewer than before: they were reset, or the server was killed.
        Optional<Difference> difference = executions < 0 || executionsNow < executions
                ? Optional.empty()
                : Optional.of(new Difference(executionsNow - executions, Math.max(0, microsNow - totalMicros)));
        executions = executionsNow;
        totalMicros = microsNow;
        return difference;
    }

    private void take(List<String> row, long nowMillis) {
        StatementKey key = key(row);
        StatementCounters before = counters.get(key);
        long executed = number(row.get(3));
        boolean seen = before != null && executed != before.executions();
        counters.put(
                key,
                new StatementCounters(
                        before == null
                                ? StatementShape.of(StatementText.of(String.valueOf(row.get(2)))
                                        .shape())
                                : before.shape(),
                        executed,
                        number(row.get(4)),
                        number(row.get(5)),
                        number(row.get(6)),
                        number(row.get(7)),
                        number(row.get(8)),
                        seen ? nowMillis : before == null ? 0 : before.lastSeenMillis()));
        if (counters.size() > 4 * MOST) {
            counters.clear();
        }
    }

    private static StatementKey key(List<String> row) {
        return new StatementKey(Long.parseLong(row.get(0)), row.get(1));
    }

    private static long number(String text) {
        return text == null ? 0 : Long.parseLong(text);
    }

    Map<StatementKey, StatementCounters> counters() {
        return counters;
    }

    /** Why there are none; empty if there are. */
    Optional<String> missing() {
        return Optional.ofNullable(missing);
    }
}
