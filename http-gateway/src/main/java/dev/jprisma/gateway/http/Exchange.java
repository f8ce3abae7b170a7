package dev.jprisma.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/**
 * One request, and the way its answer goes out: through Javalin and the servlet layer or, where these would cost more
 * than the work itself, through Jetty's core alone. Of one thread.
 */
public interface Exchange {

    Request request();

    /** Whom it is for. */
    default InstanceRoute route() {
        return InstanceRoute.of(request());
    }

    /** The first header of that name, or null. */
    default String header(String name) {
        return request().getHeaders().get(name);
    }

    /** The whole body, if it was not left to be {@linkplain #bodyStream read as it arrives}. */
    default byte[] body() {
        return RequestBody.of(request());
    }

    /**
     * What a {@link BodyReader} has made of the body; null if none was asked to, and the body is {@link #body whole}.
     */
    default Object readBody() {
        Object read = request().getAttribute(BodyReader.class.getName());
        if (read instanceof RuntimeException failure) {
            throw failure;
        }
        return read;
    }

    /** The body as it arrives; reading blocks. */
    InputStream bodyStream() throws IOException;

    /** The first parameter of that name in the query part of the URI, or null. */
    String queryParameter(String name);

    /** What stands in place of {@code {name}} in the path of the route. */
    String pathParameter(String name);

    /** Sets a header of the answer; only while nothing has gone out. */
    void setHeader(String name, String value);

    /** Sets the status, which is 200 until then; only while nothing has gone out. */
    void setStatus(int status);

    /** Sets the media type of the answer; only while nothing has gone out. */
    void setContentType(String contentType);

    /** Whether the head of the answer has gone out. */
    boolean isCommitted();

    /** Sends a part of the answer; returns when the bytes can be written over. */
    void write(byte[] bytes, int offset, int count) throws IOException;

    /** Sends the rest of the answer, from an array that nobody writes to any more. */
    void writeLast(byte[] bytes, int offset, int count) throws IOException;

    /** The client's connection. */
    default EndPoint endPoint() {
        return request().getConnectionMetaData().getConnection().getEndPoint();
    }

    /** Of the request, for the log. */
    default String methodAndPath() {
        return request().getMethod() + " " + request().getHttpURI().getPath();
    }
}
