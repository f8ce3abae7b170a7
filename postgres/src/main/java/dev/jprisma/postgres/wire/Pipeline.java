package dev.jprisma.postgres.wire;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Statements by the extended protocol, each parsed anew, closed by one Sync.
 *
 * <p>A statement is not sent while much of what was sent before it is unanswered: the server might wait for us to read
 * while we wait for it to read. Nor is anything sent behind what may be a COPY: the server would take it for the data.
 */
final class Pipeline extends Exchange {

    /** Less than the socket buffers of any system hold. */
    private static final int MOST_UNANSWERED = 16 * 1024;

    private static final Pattern COPY = Pattern.compile("copy", Pattern.CASE_INSENSITIVE);

    private final List<Step> steps;
    /** Which of them the caller does not know of; -1 for none. */
    private final int inserted;

    private final ExtendedMessages messages;
    /** Whether the session is reset behind it, in the same write. */
    private final boolean resetting;
    /** Of each result; 0 for all. */
    private final int mostRows;

    private int sent;
    private int completed;
    private boolean synced;
    private boolean resetSent;
    private boolean described;
    private boolean isQuery;

    Pipeline(PostgresConnection connection, List<Step> steps, int inserted, boolean resetting, int mostRows) {
        super(connection);
        this.steps = steps;
        this.inserted = inserted;
        this.messages = new ExtendedMessages(out);
        this.resetting = resetting;
        this.mostRows = mostRows;
    }

    void run() {
        exchange();
        settleReset();
        rethrow();
    }

    /** Whether the last statement was one that only asks for rows, as far as its text tells. */
    boolean isQuery() {
        return isQuery;
    }

    @Override
    void send() {
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
        messages.parse(ExtendedMessages.UNNAMED, statement);
        messages.bind(ExtendedMessages.UNNAMED, ExtendedMessages.UNNAMED, statement.parameters());
        messages.describe(ExtendedMessages.UNNAMED);
        messages.execute(ExtendedMessages.UNNAMED, mostRows);
        sent++;
    }

    private void sync(boolean mayCopy) {
        messages.sync();
        if (resetting && !mayCopy) {
            connection.writeReset();
            resetSent = true;
        }
        out.flush();
        synced = true;
    }

    private void settleReset() {
        if (resetSent) {
            connection.resetSent();
        } else if (resetting) {
            connection.reset();
        }
    }

    @Override
    ResultReceiver receiver() {
        return steps.get(completed).receiver();
    }

    /** An error after the last statement is that of the implicit commit. */
    @Override
    int statement() {
        int index = Math.min(completed, steps.size() - 1);
        return inserted >= 0 && inserted < index ? index - 1 : index;
    }

    @Override
    void describe(ResultReceiver receiver) {
        described = true;
        receiver.columns(Column.read(in));
    }

    @Override
    boolean isAnsweredFirst() {
        return true;
    }

    @Override
    boolean handle(int type) {
        switch (type) {
            case '1', '2', 'n' -> {} // parsed, bound, and no rows to be described
            case 's' -> suspended();
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    void completed(String commandTag) {
        completed++;
        isQuery = described && commandTag.startsWith("SELECT ");
        described = false;
    }

    private void suspended() {
        deliver(ResultReceiver::suspended);
        completed("");
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
}
