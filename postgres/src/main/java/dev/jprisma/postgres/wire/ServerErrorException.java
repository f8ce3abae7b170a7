package dev.jprisma.postgres.wire;

/** The server refused: its message is the exception's, all its fields are in {@link #error()}. */
public final class ServerErrorException extends PostgresException {

    private final transient ServerError error;
    private final int statement;
    private final boolean beforeAnyAnswer;

    ServerErrorException(ServerError error, int statement, boolean beforeAnyAnswer) {
        super(error.toString());
        this.error = error;
        this.statement = statement;
        this.beforeAnyAnswer = beforeAnyAnswer;
    }

    public ServerError error() {
        return error;
    }

    /** The same with advice on what to do. */
    public ServerErrorException withHint(String hint) {
        return new ServerErrorException(error.withHint(hint), statement, beforeAnyAnswer);
    }

    /** Which statement of the pipeline failed, counted from 0. */
    public int statement() {
        return statement;
    }

    /**
     * True if this ended the connection before the server had answered anything of what was asked: no part of it was
     * executed, so asking again on another connection is safe. False where that is not known, as it never is of text
     * that went by the simple protocol.
     */
    public boolean beforeAnyAnswer() {
        return beforeAnyAnswer;
    }
}
