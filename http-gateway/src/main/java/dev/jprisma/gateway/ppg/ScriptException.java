package dev.jprisma.gateway.ppg;

/** A script had a further result after one that was too large to be held back. */
final class ScriptException extends RuntimeException {

    ScriptException() {
        super("Of a script of several statements only the last may have a large result; send them one by one.");
    }
}
