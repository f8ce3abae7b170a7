package dev.jprisma.gateway.settings;

import java.time.Duration;

/**
 * Limits of WebSockets, each of which has a connection to PostgreSQL of its own.
 *
 * @param limit how many there are for an instance at once; more are 503
 * @param messageLimit bytes of one message, and of all that have not been worked off; more is close code 1009
 * @param loginTimeout for the credentials to arrive; longer is 1008
 * @param idleTime after which a session in which nothing moves is closed with 1001
 * @param lifetime after which a session is closed with 1001 whatever it does
 */
public record SessionSettings(
        int limit, int messageLimit, Duration loginTimeout, Duration idleTime, Duration lifetime) {

    private static final SessionSettings DEFAULTS = new SessionSettings(
            50, 10 * 1024 * 1024, Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofHours(24));

    public static SessionSettings defaults() {
        return DEFAULTS;
    }

    /** The same for another number of sessions. */
    public SessionSettings withLimit(int sessions) {
        return new SessionSettings(sessions, messageLimit, loginTimeout, idleTime, lifetime);
    }

    /** The same with other times. */
    public SessionSettings withTimes(Duration login, Duration idle, Duration life) {
        return new SessionSettings(limit, messageLimit, login, idle, life);
    }
}
