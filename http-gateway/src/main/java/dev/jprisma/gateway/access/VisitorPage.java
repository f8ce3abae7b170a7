package dev.jprisma.gateway.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What a person sees who opens the port in a browser: what it is for, and where to look instead. Nothing of the
 * instance.
 */
final class VisitorPage {

    private static final HttpField HTML = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
    private static final HttpField POLICY =
            new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

    private static final byte[] PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>jprisma</title>
            <h1>jprisma</h1>
            <p>This port is for programs: by it clients that speak HTTP reach a PostgreSQL of this machine,
            with the key that <code>jprisma dev url --http</code> prints.
            <p>To see instances, their data and what is slow, type <code>jprisma console</code> in a terminal.
            """.getBytes(StandardCharsets.UTF_8);

    private VisitorPage() {}

    /** Whether a browser asks for a page at the root, as no client of a database does. */
    static boolean isWanted(Request request) {
        HttpFields headers = request.getHeaders();
        String accepted = headers.get(HttpHeader.ACCEPT);
        return "GET".equals(request.getMethod())
                && "/".equals(request.getHttpURI().getPath())
                && accepted != null
                && accepted.contains("text/html")
                && !headers.contains(HttpHeader.AUTHORIZATION);
    }

    static void answer(Response response, Callback callback) {
        response.getHeaders().put(HTML).put(POLICY);
        response.write(true, ByteBuffer.wrap(PAGE), callback);
    }
}
