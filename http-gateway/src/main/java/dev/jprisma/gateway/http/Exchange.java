package dev.jprisma.gateway.http;

import dev.jprisma.gateway.pool.Session;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.io.EndPoint;

/**
 * One request, and the way its answer goes out: through Javalin and the servlet layer or, where these would cost more
 * than the work itself, through Jetty's core alone, or not even that where its head has come before. Of one thread.
 */
public interface Exchange {

    /** Whom it is for. */
    InstanceRoute route();

    /** Such as {@code POST}. */
    String method();

    /** The path of the URI, without its query. */
    String path();

    /** The first header of that name, or null. */
    String header(String name);

    /** When its head had arrived, as {@link System#nanoTime}; it may have waited for its turn since. */
    long begunNanos();

    /** Bytes of the body as the client says; negative if it does not. */
    long announcedLength();

    /** The session that was opened for it, as its role; null if it has none of its own. */
    Session session();

    /** The whole body, if it was not left to be {@linkplain #bodyStream read as it arrives}. */
    byte[] body();

    /**
     * What a {@link BodyReader} has made of the body; null if none was asked to, and the body is {@link #body whole}.
     */
    Object readBody();

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
    EndPoint endPoint();

    /** Of the request, for the log. */
    default String methodAndPath() {
        return method() + " " + path();
    }
}
