package dev.jprisma.gateway.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is refused, a line of the log each. */
public final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private static final int LONGEST = 200;

    private Refusals() {}

    /** A request that may not pass. */
    public static void log(String instance, Request request, String code) {
        log(instance, request.getMethod(), request.getHttpURI().getPath(), code);
    }

    static void log(Exchange exchange, Problem problem) {
        log(exchange.route().target().name(), exchange.method(), exchange.path(), problem.code());
    }

    private static void log(String instance, String method, String path, String code) {
        LOG.info("{}: refused {} {}: {}", instance, cut(method), cut(path), code);
    }

    /** Who is refused does not say how much is written. */
    private static String cut(String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** Answers a request that may pass, but cannot be served. */
    public static void answer(Problem problem, Request request, Response response, Callback callback) {
        log(InstanceRoute.of(request).target().name(), request, problem.code());
        response.setStatus(problem.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(problem.json()), callback);
    }
}
