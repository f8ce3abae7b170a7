package dev.jprisma.postgres.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One execution of a kept statement, and in the same round trip the question whether what was proven of it still holds.
 * The question stands between Bind, which locks the tables, and Execute: who changes a table after the answer has to
 * wait until the rows have been read.
 */
final class KeptQuery extends Exchange {

    private static final byte[] STATE = "jprisma_state".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PORTAL = "jprisma".getBytes(StandardCharsets.US_ASCII);

    private final KeptStatements all;
    private final KeptStatement statement;
    private final List<Parameter> parameters;
    private final ResultReceiver receiver;
    private boolean parsesState;
    private boolean answeredState;
    private boolean valid;

    KeptQuery(KeptStatements all, KeptStatement statement, List<Parameter> parameters, ResultReceiver receiver) {
        super(all.connection());
        this.all = all;
        this.statement = statement;
        this.parameters = parameters;
        this.receiver = receiver;
    }

    /**
     * False if it does not hold any more, or that is not known: what the server says against values counts only while
     * the types are right.
     */
    boolean run() {
        exchange();
        if (valid) {
            connection.stayPristine();
            rethrow();
        } else if (error() != null && error().isCancellation()) {
            rethrow();
        }
        return valid;
    }

    /** Whether it is known not to hold any more. */
    boolean isOutdated() {
        return answeredState && !valid;
    }

    @Override
    void send() {
        ExtendedMessages messages = new ExtendedMessages(out);
        all.closeForgotten(messages);
        parsesState = !all.knowsStateQuery();
        if (parsesState) {
            messages.parse(STATE, ServerState.QUERY);
        }
        if (!statement.isParsed()) {
            messages.parse(statement.name(), Statement.of(statement.sql()));
        }
        messages.bind(PORTAL, statement.name(), parameters);
        messages.bind(ExtendedMessages.UNNAMED, STATE, List.of());
        messages.execute(ExtendedMessages.UNNAMED);
        if (statement.columns() == null) {
            messages.describe(PORTAL);
        }
        messages.execute(PORTAL);
        messages.sync();
        out.flush();
    }

    @Override
    ResultReceiver receiver() {
        if (answeredState) {
            return valid ? receiver : ResultReceiver.NONE;
        }
        return new ResultReceiver() {
            @Override
            public void row(Row row) {
                valid = statement.state().equals(row.text(0));
            }
        };
    }

    @Override
    int statement() {
        return 0;
    }

    @Override
    boolean isAnsweredFirst() {
        return true;
    }

    @Override
    boolean handle(int type) {
        switch (type) {
            case '1' -> parsed();
            case '2', '3', 'n' -> {} // bound, closed, and no rows to be described
            default -> {
                return false;
            }
        }
        return true;
    }

    private void parsed() {
        if (parsesState) {
            parsesState = false;
            all.stateQueryKnown();
        } else {
            statement.parsed();
        }
    }

    @Override
    void describe(ResultReceiver target) {
        statement.describe(Column.read(in));
        target.columns(statement.columns());
    }

    @Override
    void completed(String commandTag) {
        boolean described = !answeredState && statement.columns() != null;
        answeredState = true;
        if (described) {
            deliver(target -> target.columns(statement.columns()));
        }
    }
}
