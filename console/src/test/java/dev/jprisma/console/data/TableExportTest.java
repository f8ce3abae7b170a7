package dev.jprisma.console.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.console.TestServer;
import dev.jprisma.console.schema.TableName;
import dev.jprisma.postgres.wire.PostgresConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TableExportTest {
    private static final String DATABASE = "exports";
    private static final TableName THINGS = new TableName("public", "things");

    @BeforeAll
    static void makeTable() {
        TestServer.get().createDatabase(DATABASE, """
                CREATE TABLE things (id int PRIMARY KEY, "a,b" text, j jsonb, n numeric, ok bool, list int[]);
                INSERT INTO things VALUES (1, 'plain', '{"x": [1, "é"]}', 1.50, true, '{1,2}'),
                    (2, E'say "hi",\\nthen', NULL, NULL, false, NULL), (3, '', '{}', 3, NULL, '{}'), (4, NULL, NULL, 4, NULL, NULL)""");
    }

    private static byte[] export(ExportRequest request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PostgresConnection session = TestServer.get().connect(DATABASE)) {
            new TableExport(session).write(request, out);
        }
        return out.toByteArray();
    }

    private static ExportRequest request(ExportRequest.Format format, Filter... filters) {
        return new ExportRequest(THINGS, List.of(filters), "id", false, format);
    }

    @Test
    void csvIsWhatCopyWrites() throws Exception {
        ByteArrayOutputStream copied = new ByteArrayOutputStream();
        try (PostgresConnection session = TestServer.get().connect(DATABASE)) {
            session.copyTo("COPY (SELECT * FROM things ORDER BY id) TO STDOUT WITH (FORMAT csv, HEADER)", copied);
        }

        assertThat(new String(export(request(ExportRequest.Format.CSV)), UTF_8)).isEqualTo(copied.toString(UTF_8));
    }

    @Test
    void jsonIsAnArrayOfWhatTheFilterLeaves() throws Exception {
        byte[] json = export(request(ExportRequest.Format.JSON, new Filter("id", Operator.AT_MOST, "2")));

        assertThat(new String(json, UTF_8)).isEqualTo("""
                [
                {"id":1,"a,b":"plain","j":{"x": [1, "é"]},"n":1.50,"ok":true,"list":[1,2]},
                {"id":2,"a,b":"say \\"hi\\",\\nthen","j":null,"n":null,"ok":false,"list":null}
                ]
                """);
        assertThat(new String(export(request(ExportRequest.Format.JSON, new Filter("id", Operator.LESS, "0"))), UTF_8))
                .isEqualTo("[\n]\n");
    }

    @Test
    void whoLeavesEndsTheStatement() {
        TestServer.get().run(DATABASE, """
                DROP VIEW IF EXISTS endless;
                CREATE VIEW endless AS SELECT g AS n, repeat('x', 1000) AS text FROM generate_series(1, 1000000000) g""");
        OutputStream leaves = new OutputStream() {
            private int written;

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                written += count;
                if (written > 1_000_000) {
                    throw new IOException("left");
                }
            }
        };

        try (PostgresConnection session = TestServer.get().connect(DATABASE)) {
            assertThatThrownBy(() -> new TableExport(session)
                            .write(
                                    new ExportRequest(
                                            new TableName("public", "endless"),
                                            List.of(),
                                            null,
                                            false,
                                            ExportRequest.Format.JSON),
                                    leaves))
                    .isInstanceOf(IOException.class)
                    .hasMessage("left");

            int pid = session.processId();
            await().untilAsserted(() -> assertThat(TestServer.get()
                            .value("postgres", "SELECT state FROM pg_stat_activity WHERE pid = $1::int", "" + pid))
                    .isEqualTo("idle"));
        }
    }
}
