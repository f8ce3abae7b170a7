package dev.jprisma.migrations;

import dev.jprisma.postgres.script.ScriptStatement;
import dev.jprisma.postgres.wire.CopyRefusedException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs what a history says is to run. A migration and its record are one transaction wherever that can be, also where
 * the tool itself takes two: who is interrupted finds all of it or nothing. What a file sets ends with it.
 */
final class Migrator implements AutoCloseable {
    /** A migration in a transaction may have become somebody else, whom the history does not belong to. */
    private static final String OURSELVES = "RESET SESSION AUTHORIZATION; RESET ROLE";

    /** SQLSTATE active_sql_transaction, invalid_transaction_termination. */
    private static final Set<String> NOT_IN_A_TRANSACTION = Set.of("25001", "2D000");

    /** SQLSTATE duplicate_table, duplicate_object, duplicate_schema, duplicate_function. */
    private static final Set<String> THERE_ALREADY = Set.of("42P07", "42710", "42P06", "42723");

    private static final String NOTHING_LEFT = "Nothing of this file is in the database";

    private final Tool tool;
    private final MigrationListener listener;
    private final Session observer;
    private final Session session;
    private final LockWatch watch;
    private int toRun;
    private int begun;
    private int done;
    private boolean isFirst;
    private volatile boolean abandoned;

    /** @param waitLimit for another session */
    Migrator(Tool tool, ServerAddress address, Duration waitLimit, MigrationListener listener) {
        this.tool = tool;
        this.listener = listener;
        this.observer = new Session(address);
        try {
            MigrationLock.acquire(observer, waitLimit, listener::step);
            this.session = new Session(address);
        } catch (RuntimeException e) {
            observer.close();
            throw e;
        }
        this.watch = LockWatch.ofSession(observer, session, waitLimit, listener::step);
    }

    /**
     * @throws JprismaException where it stops: what ran before has run, unless the tool takes all in one transaction
     */
    AppliedMigrations run() {
        List<Migration> pending = tool.history().pending(session, tool.migrations());
        int before = tool.migrations().size() - pending.size();
        isFirst = before == 0;
        toRun = pending.size();
        if (tool.inOneTransaction()) {
            runAll(pending);
        } else {
            for (Migration migration : pending) {
                run(migration);
                session.reset();
                done++;
            }
        }
        return new AppliedMigrations(
                tool.name(), pending.stream().map(Migration::name).toList(), before);
    }

    private void runAll(List<Migration> migrations) {
        session.run("BEGIN");
        for (Migration migration : migrations) {
            tell(migration);
            long begin = System.nanoTime();
            runScripts(
                    migration,
                    "Nothing of this run is in the database: " + tool.name()
                            + " takes all that is to run in one transaction");
            if (!session.isInTransaction()) {
                throw migration
                        .file()
                        .refused("ends the transaction that " + tool.name()
                                + " runs it in; what was before it has been committed. Take its COMMIT out");
            }
            session.run(OURSELVES + "; RESET ALL");
            tool.history().applied(session, migration, millisecondsSince(begin));
        }
        session.run("COMMIT");
    }

    private void run(Migration migration) {
        tell(migration);
        if (migration.transaction() == Transaction.NONE) {
            runAlone(migration);
        } else if (migration.transaction() == Transaction.ONE) {
            runInTransaction(migration);
        } else if (!canBeInTransaction(migration)) {
            runAlone(migration);
        } else {
            try {
                runInTransaction(migration);
            } catch (JprismaException e) {
                if (!(e.getCause() instanceof ServerErrorException refusal)
                        || !NOT_IN_A_TRANSACTION.contains(refusal.error().code())) {
                    throw e;
                }
                // A procedure that commits, say: nothing of it is left.
                runAlone(migration);
            }
        }
    }

    /** Nobody wants it any more. Any thread may call it. */
    void abandon() {
        abandoned = true;
        session.cancel();
    }

    private void tell(Migration migration) {
        if (abandoned) {
            throw new JprismaException(ErrorKind.BUSY, "Given up before " + migration.file());
        }
        listener.running(migration.file().relativeName(), ++begun, toRun);
    }

    private static boolean canBeInTransaction(Migration migration) {
        return statementsOf(migration).stream()
                .noneMatch(statement -> statement.controlsTransaction() || statement.isRefusedInTransaction());
    }

    private static List<ScriptStatement> statementsOf(Migration migration) {
        List<ScriptStatement> all = new ArrayList<>();
        for (Script script : migration.scripts()) {
            all.addAll(Statements.of(migration.file(), script));
        }
        return all;
    }

    private void runInTransaction(Migration migration) {
        session.run("BEGIN");
        long begin = System.nanoTime();
        runScripts(migration, NOTHING_LEFT);
        if (!session.isInTransaction()) {
            // It committed by itself, or rolled back; the record is all that is left to do.
            session.reset();
            tool.history().applied(session, migration, millisecondsSince(begin));
            return;
        }
        session.run(OURSELVES);
        tool.history().applied(session, migration, millisecondsSince(begin));
        commit(migration);
    }

    /** Deferred constraints are checked now. */
    private void commit(Migration migration) {
        try {
            session.run("COMMIT");
        } catch (ServerErrorException e) {
            throw failed(migration, new Script("", 1), e, NOTHING_LEFT);
        }
    }

    private void runAlone(Migration migration) {
        tool.history().begun(session, migration);
        long begin = System.nanoTime();
        runScripts(migration, null);
        if (session.isInTransaction()) {
            session.run("ROLLBACK");
            tool.history().undone(session, migration);
            throw migration.file().refused("leaves a transaction open, which has been rolled back: end it with COMMIT");
        }
        session.reset();
        tool.history().applied(session, migration, millisecondsSince(begin));
    }

    /** @param afterwards what is left after a failure if nothing has been committed; null if that is to be found out */
    private void runScripts(Migration migration, String afterwards) {
        Commits commits = new Commits();
        for (int i = 0; i < migration.scripts().size(); i++) {
            Script script = migration.scripts().get(i);
            try {
                session.run(script.sql(), commits);
                commits.seen |= !session.isInTransaction();
            } catch (CopyRefusedException e) {
                throw migration
                        .file()
                        .refused(
                                script.line(),
                                "a COPY from or to this client: load data with \"jprisma dev load\", or psql");
            } catch (ServerErrorException e) {
                if (session.isOpen() && session.isInTransaction()) {
                    session.run("ROLLBACK");
                }
                throw failed(
                        migration,
                        script,
                        e,
                        afterwards != null && !commits.seen
                                ? afterwards
                                : whatIsLeft(migration, script, e, commits.seen));
            }
        }
    }

    /** Of a migration without a transaction around it. */
    private String whatIsLeft(Migration migration, Script script, ServerErrorException e, boolean committed) {
        List<ScriptStatement> statements = Statements.of(migration.file(), script);
        boolean halfDone = statements.size() == 1 && statements.get(0).isRefusedInTransaction();
        if (!session.isOpen()) {
            return "It is not known what of this file is in the database";
        }
        if (!committed && !halfDone) {
            tool.history().undone(session, migration);
            return NOTHING_LEFT;
        }
        tool.history().failed(session, migration, e.getMessage());
        return committed
                ? "What stands before it in this file is in the database"
                : "What it began may be in the database, such as an index that is not valid";
    }

    private JprismaException failed(Migration migration, Script script, ServerErrorException e, String afterwards) {
        String left = afterwards + (done == 0 ? "" : "; of the files before it all is") + ".";
        if (isFirst && done == 0 && THERE_ALREADY.contains(e.error().code())) {
            left += " The database was not empty, and records no migrations of " + tool.name()
                    + ": take an empty one, or tell " + tool.name() + " which of them it has already.";
        }
        String waited = watch.gaveUp();
        if (waited != null) {
            return new JprismaException(
                    ErrorKind.BUSY,
                    migration.file() + " was cancelled: " + waited + "; end that session or its transaction.\n" + left,
                    e);
        }
        return Failures.of(migration, script, e, left);
    }

    private static long millisecondsSince(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    /** Ends what runs. */
    @Override
    public void close() {
        watch.close();
        session.close();
        observer.close();
    }

    /** Whether a transaction of the file has been committed. */
    private static final class Commits implements ResultReceiver {
        private boolean seen;

        @Override
        public void complete(String commandTag) {
            seen |= commandTag.equals("COMMIT");
        }
    }
}
