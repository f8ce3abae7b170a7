package dev.jprisma.transfer.query;

import dev.jprisma.cli.transfer.QueryOrder;
import dev.jprisma.postgres.script.MetaCommand;
import dev.jprisma.postgres.script.ScriptException;
import dev.jprisma.postgres.script.ScriptPart;
import dev.jprisma.postgres.script.ScriptReader;
import dev.jprisma.postgres.script.ScriptStatement;
import dev.jprisma.postgres.wire.CopyRefusedException;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.SessionListener;
import dev.jprisma.transfer.server.DatabaseSession;
import java.io.IOException;
import java.io.InputStream;

/** Executes statements one after another, as they are read. Of one thread. */
public final class QuerySession {
    private static final String NO_COPY =
            "COPY from and to the client needs psql; jprisma dev load and jprisma dev dump" + " take files";

    private final QueryOrder order;
    private final PostgresConnection connection;
    private final PromptedInput prompted;
    private final InputStream input;

    public QuerySession(QueryOrder order, DatabaseSession session) {
        this.order = order;
        this.connection = session.connection();
        this.prompted = order.interactive() ? new PromptedInput(order.sql(), order.results()) : null;
        this.input = prompted == null ? order.sql() : prompted;
        connection.setListener(new SessionListener() {
            @Override
            public void notice(ServerError notice) {
                order.errors().accept(ErrorText.ofNotice(notice));
            }
        });
    }

    /**
     * Until the end of what is read, {@code \q} or, where nobody types, the first error.
     *
     * @return whether all was done
     * @throws dev.jprisma.postgres.wire.PostgresException if the connection is lost
     */
    public boolean run() throws IOException {
        while (true) {
            // Closing it would close what is read, which is the caller's.
            Outcome outcome = read(new ScriptReader(input));
            if (outcome != Outcome.UNREADABLE || !order.interactive()) {
                return outcome == Outcome.DONE;
            }
            // What else is in the line that could not be read is left out.
        }
    }

    private enum Outcome {
        DONE,
        FAILED,
        UNREADABLE
    }

    private Outcome read(ScriptReader reader) throws IOException {
        try {
            while (true) {
                reader.setStandardConformingStrings(!"off".equals(connection.parameter("standard_conforming_strings")));
                if (prompted != null) {
                    prompted.expect(prompt('='), prompt('-'));
                }
                ScriptPart part = reader.next();
                if (part == null || part instanceof MetaCommand command && isQuit(command)) {
                    return Outcome.DONE;
                }
                boolean done = part instanceof ScriptStatement statement ? execute(statement) : refuse(part);
                if (!done && !order.interactive()) {
                    return Outcome.FAILED;
                }
            }
        } catch (ScriptException e) {
            order.errors().accept("Line " + e.line() + ": " + e.getMessage());
            return Outcome.UNREADABLE;
        }
    }

    /** As psql's: {@code shop=> }, {@code shop=*> } in a transaction, {@code shop=!> } in one that has failed. */
    private String prompt(char kind) {
        String transaction = switch (connection.transactionStatus()) {
            case IDLE -> "";
            case IN_TRANSACTION -> "*";
            case FAILED -> "!";
        };
        return order.database() + String.valueOf(kind) + transaction + "> ";
    }

    private static boolean isQuit(MetaCommand command) {
        return command.name().equals("q") || command.name().equals("quit");
    }

    private boolean refuse(ScriptPart command) {
        order.errors().accept(command + " is psql's. " + order.missing());
        return false;
    }

    private boolean execute(ScriptStatement statement) {
        if (statement.takesData()) {
            order.errors().accept(NO_COPY);
            return false;
        }
        try {
            connection.query(statement.sql(), new ResultTable(order.results()));
            return true;
        } catch (CopyRefusedException e) {
            order.errors().accept(NO_COPY);
            return false;
        } catch (ServerErrorException e) {
            order.errors().accept(ErrorText.of(e.error(), statement.sql()));
            if (e.error().endsTheConnection()) {
                throw e;
            }
            return false;
        }
    }
}
