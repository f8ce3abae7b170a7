package dev.jprisma.postgres.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyTest {
    private final PostgresConnection connection = TestServer.connect();

    @BeforeEach
    void makeTable() {
        connection.query("create temp table c (a int, b text)", ResultReceiver.NONE);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void whatIsCopiedInComesOutAgain() throws IOException {
        byte[] data = "1\ta\\tb\n2\t\\N\n3\té\n".getBytes(UTF_8);
        assertThat(connection.copyFrom("copy c from stdin", out -> out.write(data)))
                .isEqualTo(3);
        ByteArrayOutputStream copied = new ByteArrayOutputStream();
        assertThat(connection.copyTo("copy c to stdout", copied)).isEqualTo(3);
        assertThat(copied.toByteArray()).isEqualTo(data);
    }

    @Test
    void aCopyOfAnySizeGoesFromOneSessionToAnother() throws IOException {
        try (PostgresConnection source = TestServer.connect()) {
            String rows = "(select i, repeat(i::text, case when i % 1000 = 0 then 1000000 else 10 end)"
                    + " from generate_series(1, 10000) i)";
            long copied =
                    connection.copyFrom("copy c from stdin", out -> source.copyTo("copy " + rows + " to stdout", out));
            assertThat(copied).isEqualTo(10_000);
            assertThat(Results.value(connection, "select sum(hashtext(b))::text from c"))
                    .isEqualTo(Results.value(source, "select sum(hashtext(b))::text from " + rows + " r(a, b)"));
        }
    }

    @Test
    void dataThatTheServerRefusesEndWithItsErrorAndAreNotSentToTheEnd() throws IOException {
        try (PostgresConnection source = TestServer.connect()) {
            assertThatThrownBy(() -> connection.copyFrom(
                            "copy c from stdin",
                            out -> source.copyTo("copy (select 'x', generate_series(1, 1000000000)) to stdout", out)))
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            e -> assertThat(e.error().where()).startsWith("COPY c, line 1, column a"));
            assertThat(Results.value(source, "select 1")).isEqualTo("1");
        }
        assertThat(Results.value(connection, "select count(*) from c")).isEqualTo("0");
    }

    @Test
    void aSourceThatFailsLeavesNothing() {
        IOException failure = new IOException("the file is broken");
        assertThatThrownBy(() -> connection.copyFrom("copy c from stdin", out -> {
                    out.write("1\ta\n".getBytes(UTF_8));
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(Results.value(connection, "select count(*) from c")).isEqualTo("0");
    }

    @Test
    void anErrorOfTheSourcesServerLeavesNothing() throws IOException {
        try (PostgresConnection source = TestServer.connect()) {
            assertThatThrownBy(() -> connection.copyFrom(
                            "copy c from stdin",
                            out -> source.copyTo(
                                    "copy (select 1 / (i - 100000), 'x' from generate_series(1, 200000) i) to stdout",
                                    out)))
                    .isInstanceOf(ServerErrorException.class)
                    .hasMessageContaining("division by zero");
        }
        assertThat(Results.value(connection, "select count(*) from c")).isEqualTo("0");
    }

    @Test
    void aTargetThatFailsCancelsTheCopy() {
        IOException failure = new IOException("the disk is full");
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw failure;
            }
        };
        assertThatThrownBy(() -> connection.copyTo("copy (select generate_series(1, 1000000000)) to stdout", full))
                .isSameAs(failure);
        assertThat(Results.value(connection, "select 1")).isEqualTo("1");
    }

    @Test
    void aServerThatEndsTheSessionSaysWhy() {
        String pid = Results.value(connection, "select pg_backend_pid()");
        try (PostgresConnection other = TestServer.connect()) {
            assertThatThrownBy(() -> connection.copyFrom("copy c from stdin", out -> {
                        other.query("select pg_terminate_backend(" + pid + ", 10000)", ResultReceiver.NONE);
                        byte[] rows = "1\ta\n".repeat(1000).getBytes(UTF_8);
                        for (int i = 0; i < 100_000; i++) {
                            out.write(rows);
                        }
                    }))
                    .isInstanceOf(PostgresException.class);
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void aStatementThatIsNoSuchCopyIsRefused() throws IOException {
        assertThatThrownBy(() -> connection.copyFrom("copy c to stdout", out -> {}))
                .isInstanceOf(CopyRefusedException.class);
        assertThatThrownBy(() -> connection.copyTo("copy c from stdin", OutputStream.nullOutputStream()))
                .isInstanceOf(CopyRefusedException.class);
        assertThatThrownBy(() -> connection.copyFrom("copy nothing from stdin", out -> {}))
                .isInstanceOf(ServerErrorException.class);
        assertThat(connection.copyFrom("create table pg_temp.d (a int)", out -> {}))
                .isZero();
    }
}
