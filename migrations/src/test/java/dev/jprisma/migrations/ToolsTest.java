package dev.jprisma.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each tool's folder: recognised, run forwards, recorded, run again, gone on with. */
class ToolsTest {
    @TempDir
    Path temporary;

    private Folder folder;

    @BeforeEach
    void make() {
        folder = new Folder(temporary.resolve("supabase/migrations"));
    }

    private void expect(String tool, List<String> applied, int before) {
        assertThat(folder.migrate()).isEqualTo(new AppliedMigrations(tool, applied, before));
        assertThat(folder.migrate()).isEqualTo(new AppliedMigrations(tool, List.of(), before + applied.size()));
    }

    @Test
    void prismas() {
        folder.write("migration_lock.toml", "provider = \"postgresql\"\n")
                .write("20260101_one/migration.sql", "create table one (a int); create table two (a int);")
                .write("20260102_two/migration.sql", "create index concurrently on one (a)")
                .write("notes.sql", "this is none");

        expect("Prisma", List.of("20260101_one", "20260102_two"), 0);

        folder.write("20260103_three/migration.sql", "begin; alter table one add b int; commit;");
        expect("Prisma", List.of("20260103_three"), 2);
        assertThat(folder.query("""
                select migration_name || ' ' || applied_steps_count || ' ' || length(checksum) from _prisma_migrations
                where finished_at >= started_at and rolled_back_at is null and logs is null order by started_at""")).isEqualTo("20260101_one 1 64,20260102_two 1 64,20260103_three 1 64");
    }

    @Test
    void drizzles() {
        folder.write("0000_first.sql", "create table a (a int);--> statement-breakpoint\ncreate table b (a int);")
                .write("0001_second.sql", "alter table a add b int")
                .write("0001_left_over.sql", "this is in no journal")
                .write("meta/_journal.json", journal("0000_first", 100, "0001_second", 200));

        expect("Drizzle", List.of("0000_first", "0001_second"), 0);
        assertThat(folder.query("select created_at::text from drizzle.__drizzle_migrations order by id"))
                .isEqualTo("100,200");
    }

    private static String journal(String one, long when, String other, long later) {
        return """
                {"version": "7", "dialect": "postgresql", "entries": [
                  {"idx": 0, "version": "7", "when": %d, "tag": "%s", "breakpoints": true},
                  {"idx": 1, "version": "7", "when": %d, "tag": "%s", "breakpoints": true}]}""".formatted(when, one, later, other);
    }

    @Test
    void flyways() {
        folder.write("V1_5__five.sql", "create table five (a int);\r\ncreate table six (a int);\r\n")
                .write("V1_10__ten.sql", "\ufeffalter table five add b int;")
                .write("sub/V1_10_1__index.sql", "create index concurrently on five (a);")
                .write("U1_5__five.sql", "drop table five;")
                .write("R__view.sql", "create or replace view v as select a from five;\n\n");

        expect("Flyway", List.of("V1_5__five.sql", "V1_10__ten.sql", "sub/V1_10_1__index.sql", "R__view.sql"), 0);
        assertThat(flyway().migrationsExecuted).isZero();

        folder.write("R__view.sql", "create or replace view v as select a, b from five;");
        expect("Flyway", List.of("R__view.sql"), 3);
        folder.write("V1_11__more.sql", "create table more (a int);");
        assertThat(flyway().migrationsExecuted).isEqualTo(1);
        folder.write("V2__end.sql", "drop table more;");
        expect("Flyway", List.of("V2__end.sql"), 5);
        assertThat(folder.query("select count(*)::text from five")).isEqualTo("0");
    }

    private MigrateResult flyway() {
        return Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://127.0.0.1:" + folder.database.port() + "/" + folder.database.database(),
                        "postgres",
                        TestServer.PASSWORD)
                .locations("filesystem:" + folder.path)
                .load()
                .migrate();
    }

    @Test
    void flywaysThatChangedOrCameLate() {
        folder.write("V1__one.sql", "select 1;").write("V3__three.sql", "select 3;");
        folder.migrate();

        folder.write("V2__two.sql", "select 2;");
        assertThatThrownBy(folder::migrate).hasMessageContaining("V2__two.sql is of a version before 3");
        folder.write("V1__one.sql", "select 11;");
        assertThatThrownBy(folder::migrate).hasMessageContaining("V1__one.sql has changed since it ran");
    }

    @Test
    void flywaysThatItRefusesToo() {
        folder.write("V1__one.sql", "create table one (a int); create index concurrently on one (a);");

        assertThatThrownBy(folder::migrate)
                .hasMessageContaining("V1__one.sql has statements that cannot be in a transaction");
        assertThatThrownBy(this::flyway).hasMessageContaining("non-transactional");
    }

    @Test
    void golangMigrates() {
        folder.write("9_nine.up.sql", "create table nine (a int);")
                .write("9_nine.down.sql", "drop table nine;")
                .write("10_ten.up.sql", "create index concurrently on nine (a);")
                .write("10_ten.down.sql", "drop index nine_a_idx;");

        expect("golang-migrate", List.of("9_nine.up.sql", "10_ten.up.sql"), 0);
        assertThat(folder.query("select version || ' ' || dirty from schema_migrations"))
                .isEqualTo("10 false");
        assertThat(folder.query("select count(*)::text from nine")).isEqualTo("0");
    }

    @Test
    void gooses() {
        folder.write("00001_first.sql", """
                        -- +goose Up
                        -- +goose StatementBegin
                        create function f() returns int as $$
                        begin
                          return 1;
                        end $$ language plpgsql;
                        -- +goose StatementEnd
                        create table first (a int); -- a comment
                        -- +goose Down
                        drop table first;
                        """).write("00002_second.sql", """
                        -- +goose NO TRANSACTION
                        -- +goose Up
                        create index concurrently on first (a);
                        alter table first add b int;
                        -- +goose Down
                        drop table first;
                        """);

        expect("goose", List.of("00001_first.sql", "00002_second.sql"), 0);
        assertThat(folder.query("select version_id || ' ' || is_applied from goose_db_version order by id"))
                .isEqualTo("0 true,1 true,2 true");
        assertThat(folder.query("select f()::text from first union all select f()::text"))
                .isEqualTo("1");
    }

    @Test
    void dbmates() {
        folder.write("20260101_first.sql", """
                        -- migrate:up
                        create table first (a int);
                        create table second (a int);

                        -- migrate:down
                        drop table first;
                        """).write("20260102_second.sql", """
                        -- migrate:up transaction:false
                        create index concurrently on first (a);
                        -- migrate:down
                        drop index first_a_idx;
                        """);

        expect("dbmate", List.of("20260101_first.sql", "20260102_second.sql"), 0);
        assertThat(folder.query("select version from schema_migrations order by 1"))
                .isEqualTo("20260101,20260102");
    }

    @Test
    void nodePgMigrates() {
        folder.write(
                        "1700000000000_first.sql",
                        "-- Up Migration\ncreate table first (a int);\n-- Down Migration\ndrop table first;\n")
                .write(
                        "20260102000000000_second.sql",
                        "-- Up Migration\nalter table first add b int;\n-- Down Migration\n");

        expect("node-pg-migrate", List.of("1700000000000_first", "20260102000000000_second"), 0);
        assertThat(folder.query("select name from pgmigrations order by id"))
                .isEqualTo("1700000000000_first,20260102000000000_second");
    }

    @Test
    void supabases() {
        folder.write(
                "20260101000000_first.sql",
                "create table first (a text default 'a;\"b\\'); create table second (a int);");

        expect("Supabase", List.of("20260101000000_first.sql"), 0);
        assertThat(
                        folder.query(
                                "select version || ' ' || name || ' ' || statements[1] from supabase_migrations.schema_migrations"))
                .isEqualTo("20260101000000 first create table first (a text default 'a;\"b\\')");
    }

    @Test
    void railsStructure() {
        folder.write("structure.sql", """
                \\restrict abc
                SET statement_timeout = 0;
                SELECT pg_catalog.set_config('search_path', '', false);
                CREATE TABLE public.schema_migrations (version character varying NOT NULL PRIMARY KEY);
                CREATE TABLE public.users (id bigint);
                \\unrestrict abc
                SET search_path TO "$user", public;
                INSERT INTO "schema_migrations" (version) VALUES
                ('20260102000000'),
                ('20260101000000');
                """).write("seeds.sql", "this is none");

        expect("Rails", List.of("structure.sql"), 0);

        folder.run("delete from schema_migrations where version = '20260102000000'");
        assertThatThrownBy(folder::migrate)
                .hasMessageContaining("lacks 20260102000000")
                .hasMessageContaining("db:migrate");
    }

    @Test
    void nobodys() {
        folder = new Folder(temporary.resolve("sql"));
        folder.write("1_one.sql", "\ufeffcreate table one (a int); insert into one values (1);")
                .write("10_ten.sql", "alter table one rename to ten;")
                .write("2_two.sql", "create index concurrently on one (a); alter table one add b int;");

        expect("SQL files", List.of("1_one.sql", "2_two.sql", "10_ten.sql"), 0);
        assertThat(folder.query("select a::text from ten")).isEqualTo("1");

        folder.write("2_two.sql", "select 1");
        assertThatThrownBy(folder::migrate).hasMessageContaining("2_two.sql has changed since it ran");
    }
}
