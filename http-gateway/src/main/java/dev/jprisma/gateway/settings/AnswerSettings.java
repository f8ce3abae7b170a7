package dev.jprisma.gateway.settings;

import java.time.Duration;

/**
 * Limits of what is done for a client. There is none by default: on a developer's machine a long statement or a large
 * answer is what somebody asked for.
 *
 * @param statementTimeout after which PostgreSQL ends a statement with SQLSTATE 57014, unless its session sets another
 *     {@code statement_timeout}; zero is never. Not for the tunnel, which is a session of PostgreSQL's own
 * @param limit bytes of an answer over HTTP; one that grows larger is 507, or ends in the middle if it has begun to go
 *     out; 0 is none
 */
public record AnswerSettings(Duration statementTimeout, long limit) {

    private static final AnswerSettings DEFAULTS = new AnswerSettings(Duration.ZERO, 0);

    public static AnswerSettings defaults() {
        return DEFAULTS;
    }
}
