package dev.jprisma.gateway.settings;

import java.time.Duration;

/**
 * Every limit of the gateway.
 *
 * @param bodies limits of what clients send
 * @param idleTimeout after which a connection that says nothing is closed
 * @param pool connections to PostgreSQL for requests
 * @param answers limits of statements and answers
 * @param sessions limits of WebSockets
 * @param limits of production, which instances have that name no others
 */
public record GatewaySettings(
        BodySettings bodies,
        Duration idleTimeout,
        PoolSettings pool,
        AnswerSettings answers,
        SessionSettings sessions,
        ProductionLimits limits) {

    private static final GatewaySettings DEFAULTS = new GatewaySettings(
            BodySettings.defaults(),
            Duration.ofSeconds(60),
            PoolSettings.defaults(),
            AnswerSettings.defaults(),
            SessionSettings.defaults(),
            ProductionLimits.NONE);

    public static GatewaySettings defaults() {
        return DEFAULTS;
    }

    /** The same with other limits of what clients send. */
    public GatewaySettings withBodies(BodySettings limits) {
        return new GatewaySettings(limits, idleTimeout, pool, answers, sessions, this.limits);
    }

    /** The same with another time that connections may be idle. */
    public GatewaySettings withIdleTimeout(Duration timeout) {
        return new GatewaySettings(bodies, timeout, pool, answers, sessions, this.limits);
    }

    /** The same with another pool. */
    public GatewaySettings withPool(PoolSettings other) {
        return new GatewaySettings(bodies, idleTimeout, other, answers, sessions, this.limits);
    }

    /** The same with other limits of statements and answers. */
    public GatewaySettings withAnswers(AnswerSettings limits) {
        return new GatewaySettings(bodies, idleTimeout, pool, limits, sessions, this.limits);
    }

    /** The same with other limits of WebSockets. */
    public GatewaySettings withSessions(SessionSettings limits) {
        return new GatewaySettings(bodies, idleTimeout, pool, answers, limits, this.limits);
    }

    /** The same with those limits of production. */
    public GatewaySettings withLimits(ProductionLimits others) {
        return new GatewaySettings(bodies, idleTimeout, pool, answers, sessions, others);
    }

    /** The limits of production that an instance has. */
    public ProductionLimits limitsOf(GatewayTarget target) {
        return target.limits() == null ? limits : target.limits();
    }
}
