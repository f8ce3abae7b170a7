package dev.jprisma.postgres.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Statements by the extended protocol, closed by one Sync.
 *
 * <p>A statement is not sent while much of what was sent before it is unanswered: the server might wait for us to read
 * while we wait for it to read. Nor is anything sent behind what may be a COPY: the server would take it for the data.
 *
 * <p>Prepared statements are used outside of transactions only: there a plan that is out of date (another session
 * changed a table) can be made anew, while inside it would have failed the transaction.
 */
final class Pipeline extends Exchange {

    /** Less than the socket buffers of any system hold. */
    private static final int MOST_UNANSWERED = 16 * 1024;

    private static final Pattern COPY = Pattern.compile("copy", Pattern.CASE_INSENSITIVE);

    /** What may be done twice when the server rolled back the first time. */
    private static final Set<String> REPEATABLE = Set.of("BEGIN", "START TRANSACTION", "SET", "SAVEPOINT");

    private final List<Step> steps;
    private final PreparedStatement[] statements;
    private final boolean[] parsedHere;
    private final boolean startedIdle;
    /** What goes behind it in the same write; or null. */
    private final SessionReset reset;
    /** Of a second attempt: results before this one were delivered by the first; else -1. */
    private final int deliverFrom;

    private int sent;
    private int completed;
    private boolean synced;
    private boolean resetSent;
    /** Whether the current statement got past the point where plans are found to be out of date. */
    private boolean bound;

    private boolean repeatable = true;

    Pipeline(PostgresConnection connection, List<Step> steps, SessionReset reset) {
        this(connection, steps, reset, -1);
    }

    private Pipeline(PostgresConnection connection, List<Step> steps, SessionReset reset, int deliverFrom) {
        super(connection);
        this.steps = steps;
        this.statements = new PreparedStatement[steps.size()];
        this.parsedHere = new boolean[steps.size()];
        this.startedIdle = connection.transactionStatus() == TransactionStatus.IDLE;
        this.reset = reset;
        this.deliverFrom = deliverFrom;
    }

    void run() {
        exchange();
        forgetUnparsed();
        sendReset();
        if (isOutdated()) {
            repeat();
        } else {
            rethrow();
        }
    }

    @Override
    void send() {
        connection.prepared().closeEvicted(out);
        long unanswered = 0;
        boolean mayCopy = false;
        for (Step step : steps) {
            long size = step.statement().size();
            if (unanswered > 0 && (unanswered + size > MOST_UNANSWERED || mayCopy)) {
                awaitAnswers();
                unanswered = 0;
            }
            if (error() != null) {
                break;
            }
            send(step.statement());
            unanswered += size;
            mayCopy = COPY.matcher(step.statement().sql()).find();
        }
        sync(mayCopy);
    }

    private void awaitAnswers() {
        out.message('H');
        out.flush();
        while (completed < sent && error() == null) {
            readMessage();
        }
    }

    private void send(Statement statement) {
        PreparedStatement prepared =
                startedIdle && statement.reusable() ? connection.prepared().get(statement) : new PreparedStatement("");
        statements[sent] = prepared;
        if (prepared.needsParse()) {
            parsedHere[sent] = true;
            parse(prepared, statement);
        }
        bind(prepared, statement.parameters());
        out.begin('D').writeByte('P').writeByte(0).end();
        out.begin('E').writeByte(0).writeInt(0).end();
        sent++;
    }

    private void parse(PreparedStatement prepared, Statement statement) {
        byte[] sql = statement.sql().getBytes(StandardCharsets.UTF_8);
        List<Parameter> typed = statement.isTyped() ? statement.parameters() : List.of();
        out.begin('P', prepared.name().length + 1L + sql.length + 1 + 2 + 4L * typed.size());
        out.writeBytes(prepared.name())
                .writeByte(0)
                .writeBytes(sql)
                .writeByte(0)
                .writeShort(typed.size());
        for (Parameter parameter : typed) {
            out.writeInt(parameter.typeOid());
        }
    }

    private void bind(PreparedStatement prepared, List<Parameter> parameters) {
        long length = 1 + prepared.name().length + 1 + 2 + 2 + 2;
        for (Parameter parameter : parameters) {
            length += 2 + 4 + Math.max(0, parameter.length());
        }
        out.begin('B', length).writeByte(0).writeBytes(prepared.name()).writeByte(0);
        out.writeShort(parameters.size());
        for (Parameter parameter : parameters) {
            out.writeShort(parameter.isBinary() ? 1 : 0);
        }
        out.writeShort(parameters.size());
        for (Parameter parameter : parameters) {
            out.writeInt(parameter.length());
            parameter.writeTo(out);
        }
        out.writeShort(0); // every result column as text
    }

    private void sync(boolean mayCopy) {
        out.message('S');
        if (reset != null && !mayCopy) {
            out.begin('Q').writeString(reset.sql()).end();
            resetSent = true;
        }
        out.flush();
        synced = true;
    }

    private void sendReset() {
        if (resetSent) {
            connection.resetSent(reset);
        } else if (reset != null) {
            connection.reset(reset);
        }
    }

    @Override
    ResultReceiver receiver() {
        return completed < deliverFrom
                ? ResultReceiver.NONE
                : steps.get(completed).receiver();
    }

    /** An error after the last statement is that of the implicit commit. */
    @Override
    int statement() {
        return Math.min(completed, steps.size() - 1);
    }

    @Override
    void describe(ResultReceiver receiver) {
        receiver.columns(statements[completed].describe(in));
    }

    @Override
    boolean isAnsweredFirst() {
        return true;
    }

    @Override
    boolean handle(int type) {
        switch (type) {
            case '1' -> statements[completed].parsed();
            case '2' -> bound = true;
            case '3', 'n' -> {} // closed, and no rows to be described
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    void completed(String commandTag) {
        completed++;
        bound = false;
        repeatable &= REPEATABLE.contains(commandTag);
    }

    /**
     * In COPY mode the server swallows a Sync and takes any other message for an error, so what it needs depends on
     * what is already on its way.
     */
    @Override
    void refuseCopyIn() {
        if (completed == sent - 1) {
            out.begin('f').writeString("no data come from this client").end();
            if (synced) {
                out.message('S');
            }
            out.flush();
        }
    }

    private void forgetUnparsed() {
        for (int i = 0; i < sent; i++) {
            if (statements[i].isNamed() && !statements[i].isParsed()) {
                connection.prepared().remove(statements[i]);
            }
        }
    }

    private boolean isOutdated() {
        return error() != null
                && deliverFrom < 0
                && startedIdle
                && completed < sent
                && !parsedHere[completed]
                && !bound
                && repeatable
                && (isForgotten() || isChanged() || isOfADroppedType())
                && steps.stream().allMatch(step -> step.statement().isRepeatable());
    }

    private boolean isForgotten() {
        return error().code().equals("26000");
    }

    /** "cached plan must not change result type" */
    private boolean isChanged() {
        return error().code().equals("0A000") && "RevalidateCachedQuery".equals(error().routine());
    }

    /**
     * A parameter's type was made anew, and what is prepared knows the old one; such errors have no code of their own.
     */
    private boolean isOfADroppedType() {
        return error().code().equals("XX000") && error().message().startsWith("cache lookup failed for type");
    }

    private void repeat() {
        if (reset != null) {
            connection.settle();
        }
        if (isForgotten()) {
            connection.prepared().clear();
        } else {
            connection.prepared().evict(statements[completed]);
        }
        if (connection.transactionStatus() != TransactionStatus.IDLE) {
            new SimpleQuery(connection, "ROLLBACK", ResultReceiver.NONE).run();
        }
        new Pipeline(connection, steps, reset, completed).run();
    }
}
