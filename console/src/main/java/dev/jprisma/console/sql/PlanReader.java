package dev.jprisma.console.sql;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.TransactionStatus;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.List;

/** Asks PostgreSQL how it runs a statement. A statement that is run for it is rolled back, whatever it does. */
public final class PlanReader {
    private final PostgresConnection session;

    /** @param session in no transaction */
    public PlanReader(PostgresConnection session) {
        this.session = session;
    }

    /**
     * @param run whether to run it, for real times and blocks; sequences that it advances stay so
     * @throws JprismaException ({@link ErrorKind#INVALID}) if the text is not one statement, or PostgreSQL refuses it;
     *     the message says where
     */
    public Plan read(String text, boolean run) {
        ScriptText.PlacedStatement placed = onlyStatement(text);
        String prefix = run ? "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " : "EXPLAIN (FORMAT JSON) ";
        StringBuilder json = new StringBuilder();
        try {
            session.query("BEGIN", ResultReceiver.NONE);
            session.query(prefix + placed.statement().sql(), new ResultReceiver() {
                @Override
                public void row(Row row) {
                    json.append(row.text(0));
                }
            });
        } catch (ServerErrorException e) {
            throw refused(text, placed, prefix, e);
        } finally {
            if (session.isOpen() && session.transactionStatus() != TransactionStatus.IDLE) {
                session.query("ROLLBACK", ResultReceiver.NONE);
            }
        }
        return PlanParser.parse(json.toString(), run);
    }

    private static ScriptText.PlacedStatement onlyStatement(String text) {
        List<ScriptText.PlacedStatement> statements;
        try {
            statements = ScriptText.statements(text);
        } catch (StatementProblem e) {
            throw new JprismaException(ErrorKind.INVALID, e.getMessage(), e);
        }
        if (statements.size() != 1) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "A plan is of one statement, and these are " + statements.size() + ": select the one you mean.");
        }
        if (statements.get(0).statement().startsWith("EXPLAIN")) {
            throw new JprismaException(
                    ErrorKind.INVALID, "This begins with EXPLAIN already: run it, or leave that word out.");
        }
        return statements.get(0);
    }

    private static JprismaException refused(
            String text, ScriptText.PlacedStatement placed, String prefix, ServerErrorException e) {
        String at = "";
        if (e.error().position() != null) {
            int position = Integer.parseInt(e.error().position()) - prefix.length();
            TextPlace place = TextPlace.of(text, placed.offsetOf(position));
            at = " (line " + place.line() + ", column " + place.column() + ")";
        }
        return new JprismaException(ErrorKind.INVALID, e.error().message() + at, e);
    }
}
