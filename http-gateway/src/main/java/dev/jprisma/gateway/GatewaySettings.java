package dev.jprisma.gateway;

import java.time.Duration;

/**
 * Every limit of the gateway.
 *
 * @param bodyLimit bytes of a request's body; more is 413
 * @param streamedBodyLimit bytes of a body that is passed on to PostgreSQL as it arrives; more is 413
 * @param bodyTimeout for a body to arrive as a whole; longer is 408. Also for a request's line and headers; longer is
 *     the end of the connection
 * @param headerLimit bytes of a request's line and headers; more is 431
 * @param idleTimeout after which a connection that says nothing is closed
 * @param poolSize connections to an instance's PostgreSQL for requests
 * @param poolWait for one of them to become free; longer is 503
 * @param poolIdleTime after which an unused one is closed
 * @param connectTimeout for PostgreSQL to accept a connection
 * @param answers limits of statements and answers
 * @param sessions limits of WebSockets
 */
public record GatewaySettings(
        long bodyLimit,
        long streamedBodyLimit,
        Duration bodyTimeout,
        int headerLimit,
        Duration idleTimeout,
        int poolSize,
        Duration poolWait,
        Duration poolIdleTime,
        Duration connectTimeout,
        AnswerSettings answers,
        SessionSettings sessions) {

    private static final GatewaySettings DEFAULTS = new GatewaySettings(
            10L * 1024 * 1024,
            1024L * 1024 * 1024,
            Duration.ofSeconds(60),
            16 * 1024,
            Duration.ofSeconds(60),
            10,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            AnswerSettings.defaults(),
            SessionSettings.defaults());

    public static GatewaySettings defaults() {
        return DEFAULTS;
    }

    /** The same with another limit of bodies, and time for them. */
    public GatewaySettings withBody(long limit, Duration timeout) {
        return new GatewaySettings(
                limit,
                streamedBodyLimit,
                timeout,
                headerLimit,
                idleTimeout,
                poolSize,
                poolWait,
                poolIdleTime,
                connectTimeout,
                answers,
                sessions);
    }

    /** The same with another limit of bodies that are passed on as they arrive. */
    public GatewaySettings withStreamedBody(long limit) {
        return new GatewaySettings(
                bodyLimit,
                limit,
                bodyTimeout,
                headerLimit,
                idleTimeout,
                poolSize,
                poolWait,
                poolIdleTime,
                connectTimeout,
                answers,
                sessions);
    }

    /** The same with other limits of statements and answers. */
    public GatewaySettings withAnswers(AnswerSettings limits) {
        return new GatewaySettings(
                bodyLimit,
                streamedBodyLimit,
                bodyTimeout,
                headerLimit,
                idleTimeout,
                poolSize,
                poolWait,
                poolIdleTime,
                connectTimeout,
                limits,
                sessions);
    }

    /** The same with another time that connections may be idle. */
    public GatewaySettings withIdleTimeout(Duration timeout) {
        return new GatewaySettings(
                bodyLimit,
                streamedBodyLimit,
                bodyTimeout,
                headerLimit,
                timeout,
                poolSize,
                poolWait,
                poolIdleTime,
                connectTimeout,
                answers,
                sessions);
    }

    /** The same with another pool. */
    public GatewaySettings withPool(int size, Duration wait, Duration idleTime) {
        return new GatewaySettings(
                bodyLimit,
                streamedBodyLimit,
                bodyTimeout,
                headerLimit,
                idleTimeout,
                size,
                wait,
                idleTime,
                connectTimeout,
                answers,
                sessions);
    }

    /** The same with other limits of WebSockets. */
    public GatewaySettings withSessions(SessionSettings limits) {
        return new GatewaySettings(
                bodyLimit,
                streamedBodyLimit,
                bodyTimeout,
                headerLimit,
                idleTimeout,
                poolSize,
                poolWait,
                poolIdleTime,
                connectTimeout,
                answers,
                limits);
    }
}
