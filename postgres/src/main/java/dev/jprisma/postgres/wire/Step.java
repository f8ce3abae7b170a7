package dev.jprisma.postgres.wire;

import static java.util.Objects.requireNonNull;

/** One statement of a pipeline and who takes its result. */
public record Step(Statement statement, ResultReceiver receiver) {

    public Step {
        requireNonNull(statement, "statement");
        requireNonNull(receiver, "receiver");
    }

    /** A step of which only the success matters. */
    public static Step of(String sql) {
        return new Step(Statement.of(sql), ResultReceiver.NONE);
    }
}
