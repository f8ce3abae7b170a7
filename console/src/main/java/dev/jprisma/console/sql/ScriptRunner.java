package dev.jprisma.console.sql;

import dev.jprisma.postgres.wire.CopyRefusedException;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.SessionListener;
import dev.jprisma.postgres.wire.TransactionStatus;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs the statements of a text one after another, as psql does: each a transaction of its own unless they say
 * otherwise, and none after one that failed.
 *
 * <p>Of one thread at a time, as the session is, which is not to be used for anything else.
 */
public final class ScriptRunner {
    private final PostgresConnection session;
    private final int mostRows;

    /**
     * @param session with a time limit for statements
     * @param mostRows of each result that are shown; the others are counted
     */
    public ScriptRunner(PostgresConnection session, int mostRows) {
        this.session = session;
        this.mostRows = mostRows;
    }

    /**
     * @param events are told on this thread. What they throw cancels the statement, and is thrown on
     * @throws dev.jprisma.postgres.wire.ConnectionLostException if it is unknown what became of a statement
     */
    public void run(String text, Consumer<RunEvent> events) {
        List<ScriptText.PlacedStatement> statements;
        try {
            statements = ScriptText.statements(text);
        } catch (StatementProblem e) {
            events.accept(failed(0, e.getMessage(), TextPlace.of(text, e.offset()), 0));
            events.accept(new RunEvent.Ended(0, false));
            return;
        }
        int run = 0;
        while (run < statements.size() && runOne(text, run, statements.get(run), events)) {
            run++;
        }
        events.accept(new RunEvent.Ended(Math.max(0, statements.size() - run - 1), isInTransaction()));
    }

    private boolean isInTransaction() {
        return session.isOpen() && session.transactionStatus() != TransactionStatus.IDLE;
    }

    private boolean runOne(String text, int number, ScriptText.PlacedStatement placed, Consumer<RunEvent> events) {
        String sql = placed.statement().sql();
        long start = System.nanoTime();
        events.accept(new RunEvent.Begun(number, placed.offset(), placed.offset() + sql.length()));
        session.setListener(new SessionListener() {
            @Override
            public void notice(ServerError notice) {
                events.accept(new RunEvent.Notice(
                        number, notice.severity(), notice.message(), notice.detail(), notice.hint()));
            }
        });
        try {
            session.query(sql, new ResultCollector(number, mostRows, start, events));
            return true;
        } catch (CopyRefusedException e) {
            String message = "COPY ... TO STDOUT gives data to a client: write a SELECT, or use jprisma dev dump.";
            events.accept(failed(number, message, TextPlace.of(text, placed.offset()), micros(start)));
        } catch (ServerErrorException e) {
            events.accept(failed(number, e.error(), place(text, placed, e.error()), micros(start)));
        }
        return false;
    }

    private static TextPlace place(String text, ScriptText.PlacedStatement placed, ServerError error) {
        return error.position() == null
                ? null
                : TextPlace.of(text, placed.offsetOf(Integer.parseInt(error.position())));
    }

    private static RunEvent failed(int number, String message, TextPlace place, long micros) {
        return new RunEvent.Failed(number, null, message, null, null, null, place, micros);
    }

    private static RunEvent failed(int number, ServerError error, TextPlace place, long micros) {
        return new RunEvent.Failed(
                number, error.code(), error.message(), error.detail(), error.hint(), error.where(), place, micros);
    }

    static long micros(long start) {
        return (System.nanoTime() - start) / 1000;
    }
}
