package dev.jprisma.state;

/**
 * The root of everything jprisma refuses or fails at. The message is a sentence for a person: what happened, the name
 * and the number that matter, and what to type next.
 */
public class JprismaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    public JprismaException(ErrorKind kind, String message) {
        this(kind, message, null);
    }

    /** @param cause the failure behind it, or null */
    public JprismaException(ErrorKind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What a caller can do about it. */
    public ErrorKind kind() {
        return kind;
    }
}
