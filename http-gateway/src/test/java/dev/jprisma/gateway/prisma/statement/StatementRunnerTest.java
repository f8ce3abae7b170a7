package dev.jprisma.gateway.prisma.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.TestServer;
import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.telemetry.Telemetry;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that the server has ended, unknown to the pool. */
class StatementRunnerTest {

    private final Deque<PostgresConnection> connections = new ArrayDeque<>();
    private final PostgresConnection first = TestServer.get().connect();
    private final PostgresConnection second = TestServer.get().connect();

    private final StatementRunner runner = new StatementRunner(
            new ConnectionSource() {
                @Override
                public PostgresConnection get() {
                    return connections.remove();
                }

                @Override
                public PostgresConnection replace() {
                    return connections.remove();
                }
            },
            false,
            "",
            Telemetry.NONE);

    @BeforeEach
    void connect() {
        connections.addAll(List.of(first, second));
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void executesOnAnotherConnectionWhatTheServerCannotHaveSeen() {
        end(first);
        assertThat(query("select 1")).containsExactly("1");
        assertThat(connections).isEmpty();
    }

    @Test
    void beginsOnAnotherConnectionATransactionTheServerCannotHaveSeen() {
        end(first);
        assertThat(runner.inTransaction(() -> query("select 1"))).containsExactly("1");
        assertThat(connections).isEmpty();
    }

    @Test
    void keepsItsConnectionOnceAStatementHasBeenExecuted() {
        query("select 1");
        end(first);
        assertThatThrownBy(() -> query("select 1")).isInstanceOf(PrismaError.class);
        assertThat(connections).containsExactly(second);
    }

    private List<String> query(String sql) {
        List<String> values = new ArrayList<>();
        runner.query(new RenderedStatement(sql, List.of(), List.of()), false, addingTo(values));
        return values;
    }

    private static ResultReceiver addingTo(List<String> values) {
        return new ResultReceiver() {
            @Override
            public void row(Row row) {
                values.add(row.text(0));
            }
        };
    }

    private static void end(PostgresConnection connection) {
        List<String> pids = new ArrayList<>();
        connection.query("select pg_backend_pid()", addingTo(pids));
        String pid = pids.get(0);
        TestServer.get().value("select pg_terminate_backend(" + pid + ")");
        await().until(() -> TestServer.get()
                .value("select count(*) from pg_stat_activity where pid = " + pid)
                .equals("0"));
    }
}
