package dev.jprisma.torture;

/** Something that must hold and does not; the message says what. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    Violation(String what) {
        super(what);
    }
}
