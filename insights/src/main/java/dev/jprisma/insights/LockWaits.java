package dev.jprisma.insights;

import dev.jprisma.postgres.wire.PostgresConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who was seen to wait for a lock, the longest wait of each statement. Of one thread at a time. */
final class LockWaits {
    private static final int MOST = 50;

    private static final String WAITING = """
            SELECT coalesce(a.query_id, 0), a.datname, a.query, a.application_name,
                (extract(epoch FROM clock_timestamp() - a.query_start) * 1000)::bigint, b.query, b.state,
                b.application_name, (extract(epoch FROM clock_timestamp() - b.xact_start) * 1000)::bigint
              FROM pg_stat_activity a CROSS JOIN LATERAL
                (SELECT * FROM pg_stat_activity b WHERE b.pid = ANY (pg_blocking_pids(a.pid)) LIMIT 1) b
              WHERE a.wait_event_type = 'Lock' AND a.state = 'active' AND a.datname IS NOT NULL
                AND clock_timestamp() - a.query_start > interval '500 ms' LIMIT 50""";

    private final Map<StatementKey, LockWait> waits = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<StatementKey, LockWait> eldest) {
            return size() > MOST;
        }
    };

    void sample(PostgresConnection session, long nowMillis) {
        for (List<String> row : Server.rows(session, WAITING)) {
            StatementText text = StatementText.of(row.get(2));
            long queryId = Long.parseLong(row.get(0));
            StatementKey key = new StatementKey(queryId == 0 ? text.shape().hashCode() : queryId, row.get(1));
            StatementText blocker = StatementText.of(row.get(5));
            LockWait wait = new LockWait(
                    key,
                    text.shape(),
                    caller(text, row.get(3)),
                    Long.parseLong(row.get(4)),
                    blocker.shape(),
                    row.get(6),
                    caller(blocker, row.get(7)),
                    row.get(8) == null ? 0 : Long.parseLong(row.get(8)),
                    nowMillis);
            waits.merge(key, wait, (old, now) -> now.waitedMillis() >= old.waitedMillis() ? now : old);
        }
    }

    private static String caller(StatementText text, String application) {
        String action = SqlComment.of(text.comment()).action();
        return action == null ? application : action;
    }

    List<LockWait> all() {
        return List.copyOf(waits.values());
    }
}
