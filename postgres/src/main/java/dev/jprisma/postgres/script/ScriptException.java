package dev.jprisma.postgres.script;

/** A script that cannot be read on; the message is a clause without the line, such as "this string does not end". */
public final class ScriptException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long line;

    ScriptException(long line, String message) {
        super(message);
        this.line = line;
    }

    /** The line in question, from 1. */
    public long line() {
        return line;
    }
}
