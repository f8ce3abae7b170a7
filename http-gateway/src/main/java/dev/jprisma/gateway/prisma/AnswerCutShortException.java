package dev.jprisma.gateway.prisma;

/** An answer failed after its beginning had gone out: all that is left is to end the connection without its end. */
final class AnswerCutShortException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AnswerCutShortException(Throwable cause) {
        super(cause);
    }
}
