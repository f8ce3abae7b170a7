package dev.jprisma.console.access;

import dev.jprisma.state.RecordJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    /**
     * What routes might read otherwise than faces do: segments of dots, parameters of segments, and the encoding of
     * what nobody encodes (RFC 3986, 2.3).
     */
    private static final Pattern ODD_PATH =
            Pattern.compile("/\\.\\.?(/|$)|;|//" + "|%(2[dDeE]|3[0-9]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF]|7[eE])");

    private static final Pattern KEY = Pattern.compile("/[A-Za-z0-9_-]{43}(?=/|$)");
    private static final Pattern ENCODED_SLASH = Pattern.compile("%2[fF]");

    private final List<Face> faces;

    /** @param faces the first that covers a path decides; the last covers all */
    public AccessHandler(Handler next, List<Face> faces) {
        super(next);
        this.faces = List.copyOf(faces);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        protect(response.getHeaders());
        String path = String.valueOf(request.getHttpURI().getPath());
        Face face = faces.stream().filter(each -> each.covers(path)).findFirst().orElseThrow();
        Refusal refusal = refusalOf(request, path, face);
        if (refusal == null) {
            return super.handle(request, response, callback);
        }
        LOG.info("console: refused {} {}: {}", cut(request.getMethod()), cut(masked(path)), refusal.code());
        response.setStatus(refusal.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        String json = RecordJson.write(face.told(refusal, response.getHeaders()));
        response.write(true, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static Refusal refusalOf(Request request, String path, Face face) {
        Refusal refusal = SenderCheck.check(request, Request.getLocalPort(request));
        if (refusal == null) {
            refusal = face.check(request);
        }
        boolean odd = ODD_PATH.matcher(path).find()
                || !face.readsEncodedSlashes() && ENCODED_SLASH.matcher(path).find();
        return refusal == null && odd
                ? new Refusal(404, "NOT_FOUND", "There is nothing here. The console: jprisma console")
                : refusal;
    }

    static void protect(HttpFields.Mutable headers) {
        headers.put(
                "Content-Security-Policy",
                "default-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    /** Without what may be the key of a path. */
    private static String masked(String path) {
        return KEY.matcher(path).replaceAll("/***");
    }

    private static String cut(String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
