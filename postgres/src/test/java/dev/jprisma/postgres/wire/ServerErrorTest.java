package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerErrorTest {

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
    void hasWhatAConstraintViolationTells() {
        Results.of(connection, "create temp table t (id int constraint one_id primary key)");
        ServerError error = error("insert into t values (1), (1)");
        assertThat(error.severity()).isEqualTo("ERROR");
        assertThat(error.code()).isEqualTo("23505");
        assertThat(error.message()).isEqualTo("duplicate key value violates unique constraint \"one_id\"");
        assertThat(error.detail()).isEqualTo("Key (id)=(1) already exists.");
        assertThat(error.schema()).startsWith("pg_temp");
        assertThat(error.table()).isEqualTo("t");
        assertThat(error.constraint()).isEqualTo("one_id");
        assertThat(error.file()).isEqualTo("nbtinsert.c");
        assertThat(error.line()).matches("\\d+");
        assertThat(error.routine()).isEqualTo("_bt_check_unique");
        assertThat(error.hint()).isNull();
        assertThat(error.position()).isNull();
    }

    @Test
    void hasThePositionInTheStatement() {
        ServerError error = error("select ä, nowhere");
        assertThat(error.code()).isEqualTo("42703");
        assertThat(error.position()).isEqualTo("8");
    }

    @Test
    void hasThePositionInAFunctionsStatement() {
        connection.query(
                "create function pg_temp.f() returns int language plpgsql as $$begin return nowhere; end$$",
                ResultReceiver.NONE);
        ServerError error = error("select pg_temp.f()");
        assertThat(error.internalQuery()).isEqualTo("nowhere");
        assertThat(error.internalPosition()).isEqualTo("1");
        assertThat(error.where()).contains("PL/pgSQL function");
    }

    @Test
    void hasEveryFieldThatAFunctionSets() {
        connection.query("""
                create function pg_temp.g() returns int language plpgsql as $$begin
                  raise exception 'the message' using detail = 'the detail', hint = 'the hint', errcode = 'JP001',
                    column = 'the column', constraint = 'the constraint', datatype = 'the type', table = 'the table',
                    schema = 'the schema';
                end$$
                """, ResultReceiver.NONE);
        ServerError error = error("select pg_temp.g()");
        assertThat(error.message()).isEqualTo("the message");
        assertThat(error.detail()).isEqualTo("the detail");
        assertThat(error.hint()).isEqualTo("the hint");
        assertThat(error.code()).isEqualTo("JP001");
        assertThat(error.column()).isEqualTo("the column");
        assertThat(error.constraint()).isEqualTo("the constraint");
        assertThat(error.dataType()).isEqualTo("the type");
        assertThat(error.table()).isEqualTo("the table");
        assertThat(error.schema()).isEqualTo("the schema");
    }

    @Test
    void survivesAMessageLargerThanAnyBuffer() {
        ServerError error = error("do $$begin raise exception '%', repeat('x', 3000000) using hint = 'h'; end$$");
        assertThat(error.code()).isEqualTo("P0001");
        assertThat(error.message()).hasSizeGreaterThan(1_000_000);
        assertThat(Results.value(connection, "select 1")).isEqualTo("1");
    }

    @Test
    void isPartOfTheExceptionsMessage() {
        assertThat(catchThrowableOfType(ServerErrorException.class, () -> Results.of(connection, "select 1/0")))
                .hasMessage("ERROR 22012: division by zero");
    }

    private ServerError error(String sql) {
        return catchThrowableOfType(ServerErrorException.class, () -> Results.of(connection, sql))
                .error();
    }
}
