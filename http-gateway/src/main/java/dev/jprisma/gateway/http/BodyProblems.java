package dev.jprisma.gateway.http;

import dev.jprisma.gateway.settings.GatewaySettings;

/** What can be wrong with the arrival of a body. */
public final class BodyProblems {

    private BodyProblems() {}

    static ProblemException tooLarge(long limit) {
        return new Problem(
                        413,
                        "BODY_TOO_LARGE",
                        "The body of a request can have " + limit
                                + " bytes; send less, or use the TCP connection for bulk data.")
                .exception();
    }

    static ProblemException tooLargeToKeep(long limit) {
        return new Problem(
                        400,
                        "BODY_TOO_LARGE",
                        "What the request has to be kept in memory is larger than " + limit
                                + " bytes. Send fewer records at a time, or use the TCP URL.")
                .exception();
    }

    static ProblemException tooSlow(GatewaySettings settings) {
        return new Problem(
                        408,
                        "BODY_TOO_SLOW",
                        "The body of the request did not arrive within "
                                + settings.bodies().timeout().toSeconds() + " s.")
                .exception();
    }

    /** There is no memory for another large one. */
    public static Problem tooManyLarge() {
        return new Problem(
                503,
                "TOO_MANY_LARGE_BODIES",
                "Other requests with large bodies take all the memory that there is for them. Send fewer at once.");
    }

    static Problem tooMany() {
        return new Problem(
                503,
                "TOO_MANY_BODIES",
                "Other requests whose bodies have not arrived yet take all the memory that there is for them. Send"
                        + " fewer at once.");
    }

    static ProblemException cutOff() {
        return new Problem(400, "BAD_REQUEST", "The body of the request did not arrive as a whole.").exception();
    }
}
