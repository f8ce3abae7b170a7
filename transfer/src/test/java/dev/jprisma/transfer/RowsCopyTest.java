package dev.jprisma.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.cli.transfer.CopyOrder;
import dev.jprisma.cli.transfer.Database;
import dev.jprisma.state.ConnectionUri;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows into tables that are there; copies with their schema take a pg_dump, and are tested with the product. */
class RowsCopyTest {
    private static final String TABLES = "create table b_parent (id serial primary key, self int references b_parent);"
            + " create table a_child (id int generated always as identity primary key, parent int references b_parent,"
            + " doubled int generated always as (parent * 2) stored);"
            + " create table _prisma_migrations (name text);"
            + " insert into _prisma_migrations values ('one');"
            + " create function refuse() returns trigger language plpgsql as 'begin raise ''no''; end';";
    private static final String ROWS = "insert into b_parent (self) values (null), (1), (2);"
            + " insert into a_child (parent) values (1), (3);"
            + " select lo_from_bytea(815, repeat('x', 1200000)::bytea);";

    private final Database source = TestServer.newDatabase();
    private final Database target = TestServer.newDatabase();

    @BeforeEach
    void makeTables() {
        TestServer.execute(source, TABLES + ROWS);
        TestServer.execute(target, TABLES);
    }

    @Test
    void aSuperuserCopiesRowsWhateverTriggersSay() {
        TestServer.execute(target, "create trigger t before insert on a_child execute function refuse()");
        assertThat(copy(target))
                .isEqualTo("Copied " + source + " into " + target + ": 2 tables, 5 rows, 2 sequences, 1 large object;"
                        + " each table has as many rows as there");
        assertIsCopied();
    }

    @Test
    void anyoneElseCopiesThemInTheOrderOfTheirReferences() {
        TestServer.execute(
                target,
                "drop role if exists app; create role app login password 'secret';"
                        + " grant all on all tables in schema public to app; grant all on all sequences in schema public to app");
        ConnectionUri uri = target.uri();
        Database asApp = new Database(
                "the target", new ConnectionUri(uri.hosts(), "app", "secret", uri.database(), uri.parameters()), null);
        copy(asApp);
        assertIsCopied();

        TestServer.execute(
                target,
                "truncate b_parent, a_child; select lo_unlink(815);"
                        + " alter table b_parent add child int references a_child; alter table a_child disable trigger all");
        TestServer.execute(source, "alter table b_parent add child int");
        assertThatThrownBy(() -> copy(asApp)).hasMessageContaining("refer to each other in a circle");
        TestServer.execute(target, "drop owned by app; drop role app");
    }

    @Test
    void tablesThatAreNotThereOrNotEmptyAreNamed() {
        TestServer.execute(target, "insert into b_parent values (7, null)");
        TestServer.execute(source, "create table c (a int)");
        assertThatThrownBy(() -> copy(target))
                .hasMessage(
                        target + " has no tables public.c, and has rows in public.b_parent\n  Nothing was copied, and "
                                + target + " is as it was.");
    }

    @Test
    void aCopyThatFailsLeavesNothing() {
        TestServer.execute(target, "alter table a_child add constraint small check (parent < 3)");
        assertThatThrownBy(() -> copy(target)).hasMessageContaining("violates check constraint \"small\"");
        assertThat(TestServer.value(target, "select count(*) from b_parent")).isEqualTo("0");
        assertThat(TestServer.value(target, "select count(*) from pg_largeobject_metadata"))
                .isEqualTo("0");
    }

    private String copy(Database to) {
        return new ServerTransfer()
                .copy(new CopyOrder(source, to, List.of(), false, true, false, false), new Loading(to));
    }

    private void assertIsCopied() {
        assertThat(TestServer.value(target, "select string_agg(id || ':' || doubled, ' ' order by id) from a_child"))
                .isEqualTo("1:2 2:6");
        assertThat(TestServer.value(target, "select nextval('b_parent_id_seq') || ' ' || nextval('a_child_id_seq')"))
                .isEqualTo("4 3");
        assertThat(TestServer.value(target, "select length(lo_get(815)) || ' ' || count(*) from _prisma_migrations"))
                .isEqualTo("1200000 1");
    }
}
