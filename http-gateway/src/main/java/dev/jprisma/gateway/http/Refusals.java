package dev.jprisma.gateway.http;

import io.javalin.http.Context;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of what is refused, a line each. */
public final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    /** A request that may not pass. */
    public static void log(String instance, Request request, String code) {
        LOG.info(
                "{}: refused {} {}: {}",
                instance,
                request.getMethod(),
                request.getHttpURI().getPath(),
                code);
    }

    /** A request that may pass, but cannot be served. */
    public static void log(Request request, Problem problem) {
        log(OpenTarget.of(request).target().name(), request, problem.code());
    }

    static void log(Context context, Problem problem) {
        log(Requests.of(context), problem);
    }
}
