package dev.jprisma.gateway.access;

import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Tells browsers that a web page may have its answer; only for requests whose origin has been found allowed. */
final class AllowedOrigin {

    private static final String PREFLIGHT_SECONDS = "600";

    private AllowedOrigin() {}

    /** Adds what a browser wants to read; true if that was all it asked for, and the answer is complete. */
    static boolean answer(Request request, Response response) {
        HttpFields asked = request.getHeaders();
        String origin = asked.get(HttpHeader.ORIGIN);
        if (origin == null) {
            return false;
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Access-Control-Allow-Origin", origin).put(HttpHeader.VARY, "Origin");
        boolean preflight = "OPTIONS".equals(request.getMethod()) && asked.contains("Access-Control-Request-Method");
        if (preflight) {
            response.setStatus(HttpStatus.NO_CONTENT_204);
            headers.put("Access-Control-Allow-Methods", "GET, POST");
            List<String> names = asked.getValuesList("Access-Control-Request-Headers");
            if (!names.isEmpty()) {
                headers.put("Access-Control-Allow-Headers", String.join(", ", names));
            }
            headers.put("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        }
        return preflight;
    }
}
