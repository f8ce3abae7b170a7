package dev.jprisma.postgres;

import static org.awaitility.Awaitility.await;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A session for which the server takes two seconds between letting it in and knowing of it. */
final class SlowSession {
    private SlowSession() {}

    /**
     * Returns when it was let in.
     *
     * @param observer a session that has long been opened
     * @return completes, with an exception, when the session is ended
     */
    static CompletableFuture<Void> open(ServerAddress address, PostgresConnection observer) {
        CompletableFuture<Void> user = CompletableFuture.runAsync(() -> {
            try (PostgresConnection session = PostgresConnection.open(
                    address.withParameters(Map.of("post_auth_delay", "2")), Duration.ofSeconds(10))) {
                session.query("select pg_sleep(60)", ResultReceiver.NONE);
            }
        });
        await().until(() -> isAnyOpening(observer));
        return user;
    }

    private static boolean isAnyOpening(PostgresConnection observer) {
        AtomicBoolean found = new AtomicBoolean();
        observer.query(
                "select from pg_locks where classid = 'pg_database'::regclass and mode = 'RowExclusiveLock'",
                new ResultReceiver() {
                    @Override
                    public void row(Row row) {
                        found.set(true);
                    }
                });
        return found.get();
    }
}
