package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionResetTest {

    private PostgresConnection connection;

    @BeforeEach
    void connect() {
        connection = TestServer.connect();
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void leavesNothingOfTheSessionBehind() {
        connection.query("""
                set search_path = pg_catalog;
                select pg_advisory_lock(17);
                select set_config('my.setting', 'mine', false);
                create temp table mine (a int);
                create temp sequence counter;
                select nextval('counter');
                listen mine;
                declare held cursor with hold for select 1;
                prepare mine as select 1;
                """, ResultReceiver.NONE);
        connection.query("set role pg_read_all_data", ResultReceiver.NONE);
        connection.executeAndReset(Statement.of("select 1"), ResultReceiver.NONE);

        assertThat(Results.of(connection, """
                                select current_setting('search_path'), current_user,
                                  current_setting('my.setting', true),
                                  (select count(*) from pg_locks where locktype = 'advisory'),
                                  to_regclass('mine')::text, (select count(*) from pg_listening_channels()),
                                  (select count(*) from pg_cursors where name <> ''),
                                  (select count(*) from pg_prepared_statements where from_sql)
                                """).rows.get(0).toString())
                .isIn(
                        "[\"$user\", public, postgres, , 0, null, 0, 0, 0]",
                        "[\"$user\", public, postgres, null, 0, null, 0, 0, 0]");
        assertThatThrownBy(() -> Results.of(connection, "select lastval()")).isInstanceOf(ServerErrorException.class);
    }

    @Test
    void followsAFailedStatementToo() {
        connection.query("set search_path = pg_catalog", ResultReceiver.NONE);
        assertThatThrownBy(() -> connection.executeAndReset(Statement.of("select nowhere"), ResultReceiver.NONE))
                .isInstanceOf(ServerErrorException.class);
        assertThat(Results.value(connection, "show search_path")).isEqualTo("\"$user\", public");
    }

    @Test
    void followsARefusedCopy() {
        for (String copy : List.of("copy c from stdin", "copy c to stdout")) {
            connection.query("create temp table c (a int)", ResultReceiver.NONE);
            assertThatThrownBy(() -> connection.executeAndReset(Statement.of(copy), ResultReceiver.NONE))
                    .isInstanceOf(CopyRefusedException.class);
            assertThat(connection.isAlive()).isTrue();
        }
        assertThat(Results.of(connection, "select to_regclass('c')").rows.get(0))
                .containsOnlyNulls();
    }

    @Test
    void closesTheConnectionWhereItIsNotPossible() {
        connection.executeAndReset(Statement.of("begin"), ResultReceiver.NONE);
        assertThat(connection.transactionStatus()).isEqualTo(TransactionStatus.IN_TRANSACTION);
        assertThat(connection.isAlive()).isFalse();
    }
}
