package dev.jprisma.state.insights;

/**
 * What came over an instance's HTTP port since it was opened, WebSockets aside. A request counts when its answer is
 * whole.
 *
 * @param failures answers with a status of 400 or more, and those that were cut short
 * @param answerBytes of the bodies
 * @param micros from the heads of the requests to the ends of their answers
 * @param cacheHits answers that did not ask the server, by a {@code cacheStrategy}
 */
public record GatewayTraffic(long requests, long failures, long answerBytes, long micros, long cacheHits) {
    /** No request yet. */
    public static final GatewayTraffic NONE = new GatewayTraffic(0, 0, 0, 0, 0);
}
