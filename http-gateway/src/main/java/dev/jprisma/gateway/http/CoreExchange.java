package dev.jprisma.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request that is answered without the servlet layer. */
final class CoreExchange implements ParsedExchange, DirectExchange {

    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, StreamedResponse.JSON);

    private final Request request;
    private final Response response;
    private final Callback callback;
    private boolean ended;

    CoreExchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public InputStream bodyStream() {
        return Content.Source.asInputStream(request);
    }

    @Override
    public String queryParameter(String name) {
        return request.getHttpURI().getQuery() == null
                ? null
                : Request.extractQueryParameters(request).getValue(name);
    }

    @Override
    public String pathParameter(String name) {
        throw new IllegalStateException("The path of " + methodAndPath() + " has no " + name + ".");
    }

    @Override
    public void setHeader(String name, String value) {
        response.getHeaders().put(name, value);
    }

    @Override
    public void setStatus(int status) {
        response.setStatus(status);
    }

    @Override
    public void setContentType(String contentType) {
        response.getHeaders()
                .put(
                        contentType.equals(StreamedResponse.JSON)
                                ? JSON
                                : new HttpField(HttpHeader.CONTENT_TYPE, contentType));
    }

    @Override
    public boolean isCommitted() {
        return ended || response.isCommitted();
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Content.Sink.write(response, false, ByteBuffer.wrap(bytes, offset, count));
    }

    /** Does not wait for a client that reads slowly: what is left goes out when it can. */
    @Override
    public void writeLast(byte[] bytes, int offset, int count) {
        ended = true;
        response.write(true, ByteBuffer.wrap(bytes, offset, count), callback);
    }

    @Override
    public void endIfCutShort() {
        if (!ended) {
            callback.failed(new EofException("The answer was cut short."));
        }
    }
}
