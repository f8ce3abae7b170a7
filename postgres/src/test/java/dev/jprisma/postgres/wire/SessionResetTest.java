package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource
    void leavesNothingOfTheSessionBehind(SessionReset reset) {
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
        connection.execute(Statement.of("select 1"), ResultReceiver.NONE, reset);

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
    void keepsPreparedStatementsIfAskedTo() {
        connection.execute(Statement.of("select 5"), ResultReceiver.NONE, SessionReset.KEEP_PREPARED);
        assertThat(prepared()).isEqualTo("1");
        connection.execute(Statement.of("select 5"), ResultReceiver.NONE, SessionReset.ALL);
        assertThat(prepared()).isEqualTo("0");
        assertThat(Results.value(connection, "select 5")).isEqualTo("5");
    }

    @Test
    void followsAFailedStatementToo() {
        connection.query("set search_path = pg_catalog", ResultReceiver.NONE);
        assertThatThrownBy(
                        () -> connection.execute(Statement.of("select nowhere"), ResultReceiver.NONE, SessionReset.ALL))
                .isInstanceOf(ServerErrorException.class);
        assertThat(Results.value(connection, "show search_path")).isEqualTo("\"$user\", public");
    }

    @Test
    void followsARefusedCopy() {
        for (String copy : List.of("copy c from stdin", "copy c to stdout")) {
            connection.query("create temp table c (a int)", ResultReceiver.NONE);
            assertThatThrownBy(() ->
                            connection.execute(Statement.of(copy), ResultReceiver.NONE, SessionReset.KEEP_PREPARED))
                    .isInstanceOf(CopyRefusedException.class);
            assertThat(connection.isAlive()).isTrue();
        }
        assertThat(Results.of(connection, "select to_regclass('c')").rows.get(0))
                .containsOnlyNulls();
    }

    @Test
    void followsAStatementWhosePlanWasOutOfDate() {
        connection.query("drop table if exists outdated; create table outdated (a int)", ResultReceiver.NONE);
        connection.execute(Statement.of("select * from outdated"), ResultReceiver.NONE, SessionReset.KEEP_PREPARED);
        connection.query("alter table outdated add b int; set search_path = pg_catalog, public", ResultReceiver.NONE);
        connection.execute(Statement.of("select * from outdated"), ResultReceiver.NONE, SessionReset.KEEP_PREPARED);
        assertThat(Results.value(connection, "show search_path")).isEqualTo("\"$user\", public");
        connection.query("drop table outdated", ResultReceiver.NONE);
    }

    @Test
    void closesTheConnectionWhereItIsNotPossible() {
        connection.execute(Statement.of("begin"), ResultReceiver.NONE, SessionReset.ALL);
        assertThat(connection.transactionStatus()).isEqualTo(TransactionStatus.IN_TRANSACTION);
        assertThat(connection.isAlive()).isFalse();
    }

    private String prepared() {
        return Results.value(
                connection, "select count(*) from pg_prepared_statements where statement = $1", "select 5");
    }
}
