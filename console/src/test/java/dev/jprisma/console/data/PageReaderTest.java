package dev.jprisma.console.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.console.TestServer;
import dev.jprisma.console.schema.TableName;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.JprismaException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageReaderTest {
    private static final String DATABASE = "pages";
    private static final TableName ITEMS = new TableName("public", "items");

    private PostgresConnection session;

    @BeforeAll
    static void makeTables() {
        TestServer.get().createDatabase(DATABASE, """
                CREATE TABLE items (a int, b text COLLATE "C", rank int, note text, PRIMARY KEY (a, b));
                INSERT INTO items SELECT g / 3, 'b' || g, CASE WHEN g % 4 <> 0 THEN g % 5 END, 'note ' || g
                    FROM generate_series(0, 99) g;
                CREATE TABLE keyless AS SELECT g AS n FROM generate_series(1, 25) g;
                CREATE SEQUENCE s;
                CREATE VIEW writing AS SELECT nextval('s') AS n;
                """);
    }

    @BeforeEach
    void connect() {
        session = TestServer.get().connect(DATABASE);
    }

    @AfterEach
    void close() {
        session.close();
    }

    private Page page(TableName table, String sort, boolean descending, Place place, List<String> cursor, int size) {
        return new PageReader(session).read(new PageRequest(table, List.of(), sort, descending, place, cursor, size));
    }

    private Page filtered(TableName table, Filter... filters) {
        return new PageReader(session)
                .read(new PageRequest(table, List.of(filters), null, false, Place.FIRST, null, 100));
    }

    private static List<Object> values(Page page, int column) {
        return page.rows().stream().map(row -> row.get(column)).toList();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-,false", "-,true", "rank,false", "rank,true", "a,true", "note,false"})
    void pagesForwardAndBackwardHaveEveryRowOnceInPostgresOwnOrder(String sort, boolean descending) {
        String direction = descending ? " DESC" : "";
        String order = (sort == null ? "" : sort + direction + ", ") + "a" + direction + ", b" + direction;
        String expected =
                TestServer.get().value(DATABASE, "SELECT string_agg(b, ' ' ORDER BY " + order + ") FROM items");

        List<Object> forward = new ArrayList<>();
        Page page = page(ITEMS, sort, descending, Place.FIRST, null, 7);
        assertThat(page.before()).isFalse();
        forward.addAll(values(page, 1));
        while (page.after()) {
            page = page(ITEMS, sort, descending, Place.AFTER, page.last(), 7);
            forward.addAll(values(page, 1));
        }

        List<Object> backward = new ArrayList<>();
        page = page(ITEMS, sort, descending, Place.LAST, null, 7);
        assertThat(page.after()).isFalse();
        backward.addAll(0, values(page, 1));
        while (page.before()) {
            page = page(ITEMS, sort, descending, Place.BEFORE, page.first(), 7);
            backward.addAll(0, values(page, 1));
        }

        assertThat(forward).containsExactlyElementsOf(List.<Object>of((Object[]) expected.split(" ")));
        assertThat(backward).isEqualTo(forward);
    }

    @Test
    void aTableWithoutAKeyIsPagedAllTheSame() {
        TableName keyless = new TableName("public", "keyless");

        Page first = page(keyless, "n", true, Place.FIRST, null, 10);
        Page second = page(keyless, "n", true, Place.AFTER, first.last(), 10);
        Page third = page(keyless, "n", true, Place.AFTER, second.last(), 10);
        Page secondAgain = page(keyless, "n", true, Place.BEFORE, third.first(), 10);

        assertThat(first.key()).isEmpty();
        assertThat(values(third, 0)).containsExactly("5", "4", "3", "2", "1");
        assertThat(third.after()).isFalse();
        assertThat(secondAgain.rows()).isEqualTo(second.rows());
        assertThat(first.before()).isFalse();
        assertThat(second.before()).isTrue();
    }

    @Test
    void everyOperatorFindsWhatItSays() {
        TestServer.get().run(DATABASE, """
                DROP TABLE IF EXISTS filters;
                CREATE TABLE filters (id int PRIMARY KEY, t text, j jsonb, arr int[]);
                INSERT INTO filters VALUES (1, '100%', '{"a":1}', '{1,2}'), (2, '100x', '{"b":1}', '{3}'),
                    (3, 'A_b', NULL, NULL), (4, 'Acb', '[]', '{}'), (5, NULL, NULL, NULL)""");

        assertThat(ids(new Filter("id", Operator.EQUAL, "2"))).containsExactly("2");
        assertThat(ids(new Filter("id", Operator.UNEQUAL, "2"))).containsExactly("1", "3", "4", "5");
        assertThat(ids(new Filter("id", Operator.LESS, "2"))).containsExactly("1");
        assertThat(ids(new Filter("id", Operator.AT_MOST, "2"))).containsExactly("1", "2");
        assertThat(ids(new Filter("id", Operator.GREATER, "4"))).containsExactly("5");
        assertThat(ids(new Filter("id", Operator.AT_LEAST, "4"))).containsExactly("4", "5");
        assertThat(ids(new Filter("t", Operator.CONTAINS, "00%"))).containsExactly("1");
        assertThat(ids(new Filter("t", Operator.CONTAINS, "a_B"))).containsExactly("3");
        assertThat(ids(new Filter("t", Operator.STARTS_WITH, "A"))).containsExactly("3", "4");
        assertThat(ids(new Filter("j", Operator.HOLDS, "{\"a\":1}"))).containsExactly("1");
        assertThat(ids(new Filter("arr", Operator.HOLDS, "{3}"))).containsExactly("2");
        assertThat(ids(new Filter("t", Operator.IS_NULL, null))).containsExactly("5");
        assertThat(ids(new Filter("j", Operator.IS_NOT_NULL, null), new Filter("t", Operator.CONTAINS, "100")))
                .containsExactly("1", "2");
    }

    private List<Object> ids(Filter... filters) {
        return values(filtered(new TableName("public", "filters"), filters), 0);
    }

    @Test
    void aFilterOfAnotherTypeIsPostgresErrorAndTheSessionGoesOn() {
        assertThatThrownBy(() -> filtered(ITEMS, new Filter("a", Operator.EQUAL, "many")))
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.error().code()).isEqualTo("22P02"));

        assertThat(filtered(ITEMS, new Filter("a", Operator.EQUAL, "0")).rows()).hasSize(3);
    }

    @Test
    void namesAndValuesThatTryToBeMoreAreNamesAndValues() {
        String table = "<img src=x onerror=\"alert(1)\">'; DROP TABLE items; --";
        TestServer.get()
                .run(
                        DATABASE,
                        "DROP TABLE IF EXISTS " + quoted(table) + "; CREATE TABLE " + quoted(table)
                                + " (id int PRIMARY KEY, " + quoted("\"; --") + " text); INSERT INTO " + quoted(table)
                                + " VALUES (1, '<b>'' OR 1=1')");
        TableName name = new TableName("public", table);

        Page page = filtered(name, new Filter("\"; --", Operator.EQUAL, "<b>' OR 1=1"));

        assertThat(page.rows()).containsExactly(List.of("1", "<b>' OR 1=1"));
        assertThat(filtered(name, new Filter("\"; --", Operator.EQUAL, "' OR ''='"))
                        .rows())
                .isEmpty();
        assertThatThrownBy(() -> filtered(name, new Filter("id = 1 OR 1", Operator.EQUAL, "1")))
                .isInstanceOf(JprismaException.class)
                .hasMessageContaining("id = 1 OR 1");
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Test
    void valuesAreShownAsPostgresWritesThemAndLongOnesCut() throws Exception {
        TestServer.get().run(DATABASE, """
                DROP TABLE IF EXISTS kinds;
                CREATE TABLE kinds (id int PRIMARY KEY, b bool, n numeric, f float8, ts timestamptz, c char(4), ip inet,
                    j json, arr text[], bytes bytea, empty text, nothing text, long text, longbytes bytea, emoji text);
                SET TimeZone = 'UTC';
                INSERT INTO kinds VALUES (1, true, 1.50, 0.1, '2026-01-02 03:04:05.678Z', 'ab', '10.0.0.1', '{"a": [1,  2]}',
                    '{a,NULL,""}', '\\x00ff', '', NULL, repeat('x', 100000), decode(repeat('ab', 3000), 'hex'), repeat('😀', 501))""");
        session.execute(Statement.of("SET TimeZone = 'UTC'"), ResultReceiver.NONE);

        List<Object> row = filtered(new TableName("public", "kinds")).rows().get(0);

        assertThat(row.subList(0, 12))
                .containsExactly(
                        "1",
                        "t",
                        "1.50",
                        "0.1",
                        "2026-01-02 03:04:05.678+00",
                        "ab  ",
                        "10.0.0.1",
                        "{\"a\": [1,  2]}",
                        "{a,NULL,\"\"}",
                        "\\x00ff",
                        "",
                        null);
        assertThat(row.get(12)).isEqualTo(new CutValue("x".repeat(DisplayedValue.LONGEST)));
        assertThat(row.get(13)).isEqualTo(new CutValue("\\x" + "ab".repeat(250)));
        assertThat(row.get(14)).isEqualTo(new CutValue("😀".repeat(DisplayedValue.LONGEST)));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        new ValueReader(session).write(new ValueRequest(new TableName("public", "kinds"), List.of("1"), "long"), whole);
        assertThat(whole.toString(StandardCharsets.UTF_8)).isEqualTo("x".repeat(100000));
    }

    @Test
    void lookingAtAViewWritesNothing() {
        assertThatThrownBy(() -> filtered(new TableName("public", "writing")))
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.error().code()).isEqualTo("25006"));
    }

    @Test
    void pagesOfAGreatTableReadNoMoreThanTheirRows() {
        int rows = 5_000_000;
        TestServer.get().createDatabase("great", """
                CREATE UNLOGGED TABLE great (id int, kind int, name text) WITH (autovacuum_enabled = false);
                INSERT INTO great SELECT g, g %% 1000, 'name ' || g FROM generate_series(1, %d) g;
                ALTER TABLE great ADD PRIMARY KEY (id);
                CREATE INDEX ON great (kind, id);
                ANALYZE great""".formatted(rows));
        // What a session did is counted when it ends.
        await().until(() -> !scans("seq_scan").equals("0"));
        TestServer.get().run("great", "SELECT pg_stat_reset()");
        session.close();
        session = TestServer.get().connect("great");
        TableName great = new TableName("public", "great");

        Page first = page(great, null, false, Place.FIRST, null, 100);
        Page second = page(great, null, false, Place.AFTER, first.last(), 100);
        Page last = page(great, null, false, Place.LAST, null, 100);
        Page middle = page(great, null, false, Place.AFTER, List.of("2500000"), 100);
        Page sorted = page(great, "kind", true, Place.AFTER, List.of("500", "2500500"), 100);
        Page filtered = new PageReader(session)
                .read(new PageRequest(
                        great, List.of(new Filter("kind", Operator.EQUAL, "7")), null, false, Place.FIRST, null, 100));

        assertThat(values(second, 0)).isEqualTo(numbers(101, 1));
        assertThat(values(last, 0)).isEqualTo(numbers(rows - 99, 1));
        assertThat(values(middle, 0)).isEqualTo(numbers(2_500_001, 1));
        assertThat(sorted.rows().get(0).subList(0, 2)).containsExactly("2499500", "500");
        assertThat(values(filtered, 0)).isEqualTo(numbers(7, 1000));
        assertThat(first.estimate()).isBetween(4_900_000L, 5_100_000L);
        assertThat(filtered.estimate()).isBetween(1_000L, 20_000L);
        session.close();
        await().untilAsserted(
                        () -> assertThat(Long.parseLong(scans("idx_scan"))).isGreaterThanOrEqualTo(6));
        assertThat(scans("seq_scan")).isEqualTo("0");
        String blocks = TestServer.get()
                .value(
                        "great",
                        "SELECT heap_blks_read + heap_blks_hit FROM pg_statio_user_tables WHERE relname = 'great'");
        assertThat(Long.parseLong(blocks)).as("blocks of six pages of 100 rows").isLessThan(2_000);
        TestServer.get().run("postgres", "DROP DATABASE great WITH (FORCE)");
    }

    private static String scans(String kind) {
        return TestServer.get().value("great", "SELECT " + kind + " FROM pg_stat_user_tables WHERE relname = 'great'");
    }

    private static List<Object> numbers(int first, int step) {
        return IntStream.range(0, 100)
                .mapToObj(i -> (Object) String.valueOf(first + i * step))
                .toList();
    }
}
