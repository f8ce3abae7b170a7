package dev.jprisma.console.access;

import dev.jprisma.state.RecordJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before all routes of the home's HTTP port: finds out whether a request may pass, and says what browsers may.
 */
public final class AccessHandler extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(AccessHandler.class);
    private static final int LONGEST = 200;
    /** What routes might read otherwise than we do: segments of dots, in any spelling, and parameters of segments. */
    private static final Pattern ODD_PATH = Pattern.compile("/\\.\\.?(/|$)|%2[eE]|;|//");

    private final List<Face> faces;

    /** @param faces the first that covers a path decides */
    public AccessHandler(Handler next, List<Face> faces) {
        super(next);
        this.faces = List.copyOf(faces);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        protect(response.getHeaders());
        Refusal refusal = refusalOf(request);
        if (refusal == null) {
            return super.handle(request, response, callback);
        }
        LOG.info(
                "console: refused {} {}: {}",
                cut(request.getMethod()),
                cut(request.getHttpURI().getPath()),
                refusal.code());
        response.setStatus(refusal.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        String json = RecordJson.write(Map.of("code", refusal.code(), "message", refusal.message()));
        response.write(true, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private Refusal refusalOf(Request request) {
        Refusal refusal = SenderCheck.check(request, Request.getLocalPort(request));
        if (refusal != null) {
            return refusal;
        }
        String path = request.getHttpURI().getPath();
        if (path != null && !ODD_PATH.matcher(path).find()) {
            for (Face face : faces) {
                if (face.covers(path)) {
                    return face.check(request);
                }
            }
        }
        return new Refusal(404, "NOT_FOUND", "There is nothing here. The console: jprisma console");
    }

    private static void protect(HttpFields.Mutable headers) {
        headers.put(
                "Content-Security-Policy",
                "default-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    private static String cut(String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
