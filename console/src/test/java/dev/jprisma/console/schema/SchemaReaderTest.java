package dev.jprisma.console.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.console.TestServer;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.state.JprismaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class SchemaReaderTest {
    private static final String DATABASE = "schemas";
    private static final String MARKUP = "<img src=x onerror=alert(1)>";

    private PostgresConnection session;

    @BeforeAll
    static void makeTables() {
        TestServer.get().createDatabase(DATABASE, """
                CREATE SCHEMA "Sales";
                CREATE TYPE mood AS ENUM ('sad', 'happy');
                CREATE DOMAIN positive AS int CHECK (VALUE > 0);
                CREATE TABLE people (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE, mood mood DEFAULT 'sad',
                    age positive, twice int GENERATED ALWAYS AS (age * 2) STORED, plain json, scores int[], part int4range,
                    short varchar(10), CHECK (length(email) > 2));
                COMMENT ON COLUMN people.email IS 'for mail';
                CREATE TABLE "Sales".orders (shop int, number int, person int REFERENCES people ON DELETE CASCADE,
                    PRIMARY KEY (number, shop));
                CREATE TABLE "Sales".items (n int, s int, FOREIGN KEY (n, s) REFERENCES "Sales".orders (number, shop));
                CREATE INDEX items_n ON "Sales".items (n) WHERE n > 3;
                ALTER TABLE people ENABLE ROW LEVEL SECURITY;
                CREATE POLICY mine ON people FOR SELECT USING (email = current_user);
                CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b';
                CREATE VIEW adults AS SELECT id FROM people WHERE age > 17;
                CREATE TABLE "<img src=x onerror=alert(1)>" (id int);
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

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static JsonNode json(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.to(out);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    @Test
    void everyTableIsListedWithItsKindAndNothingOfPostgresOwn() throws Exception {
        JsonNode tables = json(new SchemaReader(session)::tables);

        List<String> names = new ArrayList<>();
        tables.forEach(table -> names.add(table.get("schema").asString() + "."
                + table.get("name").asString() + ":" + table.get("kind").asString()));
        assertThat(names)
                .containsExactly(
                        "Sales.items:table",
                        "Sales.orders:table",
                        "public." + MARKUP + ":table",
                        "public.adults:view",
                        "public.people:table");
        assertThat(tables.get(4).get("bytes").asLong()).isPositive();
    }

    @Test
    void aTableHasItsColumnsKeysIndexesPoliciesAndForeignKeysBothWays() throws Exception {
        JsonNode people = json(out -> new SchemaReader(session).table(new TableName("public", "people"), out));
        JsonNode orders = json(out -> new SchemaReader(session).table(new TableName("Sales", "orders"), out));
        JsonNode items = json(out -> new SchemaReader(session).table(new TableName("Sales", "items"), out));

        assertThat(people.at("/columns/1/comment").asString()).isEqualTo("for mail");
        assertThat(people.at("/columns/2/enum").toString()).isEqualTo("[\"sad\",\"happy\"]");
        assertThat(people.at("/columns/2/default").asString()).isEqualTo("'sad'::mood");
        assertThat(people.at("/columns/4/generated").asBoolean()).isTrue();
        assertThat(people.at("/keys/0/columns").toString()).isEqualTo("[\"id\"]");
        assertThat(people.at("/keys/1/columns").toString()).isEqualTo("[\"email\"]");
        assertThat(people.at("/policies/0/using").asString()).contains("email");
        assertThat(people.at("/referencedBy/0").toString())
                .isEqualTo("{\"name\":\"orders_person_fkey\",\"foreignColumns\":[\"id\"],\"schema\":\"Sales\","
                        + "\"table\":\"orders\",\"columns\":[\"person\"]}");
        assertThat(orders.at("/keys/0/columns").toString()).isEqualTo("[\"number\",\"shop\"]");
        assertThat(orders.at("/references/0/definition").asString()).contains("ON DELETE CASCADE");
        assertThat(items.at("/references/0/columns").toString()).isEqualTo("[\"n\",\"s\"]");
        assertThat(items.at("/references/0/foreignColumns").toString()).isEqualTo("[\"number\",\"shop\"]");
        assertThat(items.at("/indexes/0/definition").asString()).endsWith("WHERE (n > 3)");
        assertThat(items.at("/indexes/0/scans").asLong()).isZero();
        assertThat(items.at("/indexes/0/bytes").asLong()).isPositive();
    }

    @Test
    void theShapeSaysWhatCanBeWrittenAndSorted() {
        TableShape people = new SchemaReader(session).shape(new TableName("public", "people"));
        TableShape orders = new SchemaReader(session).shape(new TableName("Sales", "orders"));

        assertThat(people.columns().stream().filter(TableColumn::writable).map(TableColumn::name))
                .doesNotContain("id", "twice")
                .contains("email", "age");
        assertThat(people.columns().stream().filter(column -> !column.ordered()).map(TableColumn::name))
                .containsExactly("plain");
        assertThat(orders.key().stream().map(TableColumn::name)).containsExactly("number", "shop");
    }

    @Test
    void enumsFunctionsForeignKeysAndNamesAreThere() throws Exception {
        SchemaReader schema = new SchemaReader(session);

        JsonNode others = json(schema::others);
        assertThat(others.at("/enums/0/values").toString()).isEqualTo("[\"sad\",\"happy\"]");
        assertThat(others.at("/functions/0/arguments").asString()).isEqualTo("a integer, b integer");
        assertThat(json(schema::foreignKeys).size()).isEqualTo(2);
        JsonNode names = json(schema::names);
        assertThat(names.at("/tables/0").toString()).isEqualTo("[\"Sales\",\"items\",[\"n\",\"s\"]]");
        assertThat(names.at("/searchPath").toString()).isEqualTo("[\"public\"]");
    }

    @Test
    void aTableThatIsNotThereIsAnErrorForAPerson() {
        TableName gone = new TableName("public", MARKUP + "'; --");

        assertThatThrownBy(() -> new SchemaReader(session).shape(gone))
                .isInstanceOf(JprismaException.class)
                .hasMessageContaining("There is no table public." + MARKUP);
        assertThatThrownBy(() -> new SchemaReader(session).table(gone, OutputStream.nullOutputStream()))
                .isInstanceOf(JprismaException.class);
    }

    @Test
    void twoThousandTablesAreReadByOneStatementEach() throws Exception {
        TestServer.get().createDatabase("many", """
                DO $$ BEGIN FOR i IN 1..2000 LOOP
                    EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY, a text, b int, c int%s)', i,
                        CASE WHEN i > 1 THEN format(' REFERENCES t%s', i - 1) ELSE '' END);
                END LOOP; END $$""");
        try (PostgresConnection many = TestServer.get().connect("many")) {
            SchemaReader schema = new SchemaReader(many);

            assertThat(json(schema::tables).size()).isEqualTo(2000);
            assertThat(json(schema::foreignKeys).size()).isEqualTo(1999);
            assertThat(json(schema::names).get("tables").size()).isEqualTo(2000);
        }
        TestServer.get().run("postgres", "DROP DATABASE many WITH (FORCE)");
    }

    @Test
    void anOutlineHasTablesKeysAndEnumsOfOneSchemaOrAll() {
        SchemaOutline outline = new SchemaOutline(session);
        assertThat(outline.schemas(null)).containsExactly("Sales", "public");
        List<String> found = new ArrayList<>();
        outline.tables("Sales", null, 10, (schema, table) -> found.add(schema + " " + table));
        assertThat(found).hasSize(2);
        assertThat(found.get(0))
                .contains("\"foreignColumns\":[\"number\",\"shop\"]", "\"name\":\"n\"", "\"nullable\":true")
                .contains("\"indexes\":[\"CREATE INDEX items_n")
                .doesNotContain("null,");
        assertThat(found.get(1)).contains("\"primaryKey\":[\"number\",\"shop\"]");
        found.clear();
        outline.names(null, null, 3, (schema, table) -> found.add(table));
        assertThat(found).hasSize(3);
        outline.enums(null, 10, (schema, type) -> assertThat(type).contains("mood", "[\"sad\", \"happy\"]"));
    }
}
