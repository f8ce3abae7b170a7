package dev.jprisma.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails, is left open, leaks or waits. */
class MigratorTest {
    @TempDir
    Path temporary;

    private Folder folder;

    @BeforeEach
    void make() {
        folder = new Folder(temporary);
    }

    @Test
    void aFailureNamesFileLineAndStatementAndLeavesNothing() {
        folder.write("1_one.sql", "create table one (a int);")
                .write("2_two.sql", "-- the second\ncreate table two (a int);\n\nalter table\n  Usr add x int;\n");

        assertThatThrownBy(folder::migrate)
                .hasMessageContaining("2_two.sql, line 4: relation \"usr\" does not exist (SQLSTATE 42P01)")
                .hasMessageContaining("alter table")
                .hasMessageContaining("Nothing of this file is in the database; of the files before it all is.");
        assertThat(folder.query("select to_regclass('two') is null")).isEqualTo("t");

        folder.write("2_two.sql", "create table two (a int);");
        assertThat(folder.migrate()).isEqualTo(new AppliedMigrations("SQL files", List.of("2_two.sql"), 1));
    }

    @Test
    void eachFileIsToldAsItBeginsWithItsNumberAmongThoseThatRun() {
        folder.write("1_one.sql", "select 1").migrate();
        folder.progress.clear();

        folder.write("2_two.sql", "select 2").write("3_three.sql", "select 3").migrate();

        assertThat(folder.progress)
                .filteredOn(line -> line.contains(" of 2: "))
                .containsExactly("1 of 2: 2_two.sql", "2 of 2: 3_three.sql");
    }

    @Test
    void aFailureOfPrismasIsFoundInItsFileAndRunsAgain() {
        folder.write(
                "1_one/migration.sql",
                "create table one (a int);\ninsert into one values (1);\ninsert into one\n  select 1/0;");

        assertThatThrownBy(folder::migrate)
                .hasMessageContaining("1_one/migration.sql, line 3: division by zero (SQLSTATE 22012)")
                .hasMessageContaining("select 1/0");

        folder.write("1_one/migration.sql", "create table one (a int);");
        assertThat(folder.migrate().applied()).containsExactly("1_one");
    }

    @Test
    void aFailureOfPrismasAfterItsOwnCommitIsPrismasToResolve() {
        folder.write("1_one/migration.sql", "begin; create table one (a int); commit; select 1/0;");

        assertThatThrownBy(folder::migrate)
                .hasMessageContaining("What stands before it in this file is in the database");
        assertThatThrownBy(folder::migrate)
                .hasMessageContaining("1_one failed before")
                .hasMessageContaining("division by zero")
                .hasMessageContaining("npx prisma migrate resolve --rolled-back 1_one");
    }

    @Test
    void aDatabaseThatWasMadeAnotherWayIsSaidToBeThat() {
        folder.run("create table one (a int)");
        folder.write("1_one/migration.sql", "create table one (a int);");

        assertThatThrownBy(folder::migrate)
                .hasMessageContaining("relation \"one\" already exists")
                .hasMessageContaining("was not empty, and records no migrations of Prisma");
    }

    @Test
    void anIndexThatFailsConcurrentlyIsSaidToBeLeft() {
        folder.write("1_one/migration.sql", "create table one (a int); insert into one values (1), (1);")
                .write("2_two/migration.sql", "create unique index concurrently i on one (a)");

        assertThatThrownBy(folder::migrate).hasMessageContaining("an index that is not valid");
    }

    @Test
    void aTransactionThatIsLeftOpenIsAnErrorAndNothing() {
        folder.write("1_one.sql", "begin; create table one (a int);").write("2_two.sql", "create table two (a int);");

        assertThatThrownBy(folder::migrate).hasMessageContaining("1_one.sql leaves a transaction open");
        assertThat(folder.query("select to_regclass('one') is null and to_regclass('two') is null"))
                .isEqualTo("t");
    }

    @Test
    void whatAFileSetsEndsWithIt() {
        folder.write(
                        "1_one.sql",
                        "create schema s; create role own_role; grant all on schema s, public to own_role;"
                                + " set search_path to s; set role own_role; create table one (a int);")
                .write("2_two.sql", "create table two (a int);");

        folder.migrate();

        assertThat(folder.query("select schemaname || '.' || tablename || ' ' || tableowner from pg_tables"
                        + " where tablename in ('one', 'two') order by 1"))
                .isEqualTo("public.two postgres,s.one own_role");
        folder.run("drop owned by own_role; drop role own_role");
    }

    @Test
    void whatWaitsForAnotherSessionNamesItAndEnds() {
        folder.run("create table busy (a int)");
        folder.write("1_one.sql", "alter table busy add b int;");
        try (Session other = new Session(folder.database)) {
            other.run("begin; lock table busy");

            assertThatThrownBy(() -> folder.migrateWaitingFor(Duration.ofSeconds(1)))
                    .hasMessageContaining(
                            "1_one.sql was cancelled: it waited for more than 1 s for session " + other.processId())
                    .hasMessageContaining("idle in transaction: begin; lock table busy")
                    .extracting(e -> ((JprismaException) e).kind())
                    .isEqualTo(ErrorKind.BUSY);
        }
        assertThat(folder.migrate().applied()).containsExactly("1_one.sql");
    }

    @Test
    void anIndexThatIsBuiltConcurrentlyWaitsNoLongerEither() {
        folder.run("create table busy (a int)");
        folder.write("1_one.sql", "create index concurrently i on busy (a);");
        try (Session other = new Session(folder.database)) {
            other.run("begin isolation level repeatable read; insert into busy values (1)");

            assertThatThrownBy(() -> folder.migrateWaitingFor(Duration.ofSeconds(1)))
                    .hasMessageContaining("it waited for more than 1 s for session " + other.processId());
        }
    }

    @Test
    void twoAtOnceRunEachMigrationOnce() {
        folder.write("1_one.sql", "select pg_sleep(0.5); create table one (a int);")
                .write("2_two.sql", "create index concurrently i on one (a);");

        CompletableFuture<AppliedMigrations> first = CompletableFuture.supplyAsync(folder::migrate);
        CompletableFuture<AppliedMigrations> second = CompletableFuture.supplyAsync(folder::migrate);

        assertThat(first.join().applied().size() + second.join().applied().size())
                .isEqualTo(2);
        assertThat(folder.progress).anyMatch(line -> line.startsWith("Waiting for another jprisma (session "));
    }

    @Test
    void whatIsKilledIsWholeOrNotThere() {
        CompletableFuture<AppliedMigrations> killed = sleeping(new CompletableFuture<>());

        folder.query("select pg_terminate_backend(pid)::text from pg_stat_activity where wait_event = 'PgSleep'"
                + " and datname = current_database()");

        assertThatThrownBy(killed::join).hasMessageContaining("57P01");
        folder.write("1_one/migration.sql", "create table one (a int);");
        assertThat(folder.migrate().applied()).containsExactly("1_one", "2_two");
    }

    @Test
    void whatNobodyWantsAnyMoreIsCancelled() {
        CompletableFuture<Void> abandoned = new CompletableFuture<>();
        CompletableFuture<AppliedMigrations> given = sleeping(abandoned);

        abandoned.complete(null);

        assertThatThrownBy(given::join).hasMessageContaining("57014");
        folder.write("1_one/migration.sql", "create table one (a int);");
        assertThat(folder.migrate().applied()).containsExactly("1_one", "2_two");
    }

    private CompletableFuture<AppliedMigrations> sleeping(CompletableFuture<?> abandoned) {
        folder.write("1_one/migration.sql", "create table one (a int); select pg_sleep(600);")
                .write("2_two/migration.sql", "create table two (a int);");
        CompletableFuture<AppliedMigrations> running = CompletableFuture.supplyAsync(() -> folder.migrate(abandoned));
        await().until(() -> folder.query("select count(*)::text from pg_stat_activity where wait_event = 'PgSleep'"
                        + " and datname = current_database()")
                .equals("1"));
        return running;
    }

    @Test
    void aProcedureThatCommitsRunsOutsideOfATransaction() {
        folder.write("1_one/migration.sql", "create procedure p() language plpgsql as $$ begin commit; end $$;")
                .write("2_two/migration.sql", "call p()");

        assertThat(folder.migrate().applied()).hasSize(2);
    }
}
