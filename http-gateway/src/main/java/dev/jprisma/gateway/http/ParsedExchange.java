package dev.jprisma.gateway.http;

import dev.jprisma.gateway.pool.Session;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** An exchange whose request Jetty has parsed. */
interface ParsedExchange extends Exchange {

    Request request();

    @Override
    default InstanceRoute route() {
        return InstanceRoute.of(request());
    }

    @Override
    default String method() {
        return request().getMethod();
    }

    @Override
    default String path() {
        return request().getHttpURI().getPath();
    }

    @Override
    default String header(String name) {
        return request().getHeaders().get(name);
    }

    @Override
    default long begunNanos() {
        return request().getHeadersNanoTime();
    }

    @Override
    default long announcedLength() {
        return request().getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    }

    @Override
    default Session session() {
        return InstanceRoute.sessionOf(request());
    }

    @Override
    default byte[] body() {
        return RequestBody.of(request());
    }

    @Override
    default Object readBody() {
        Object read = request().getAttribute(BodyReader.class.getName());
        if (read instanceof RuntimeException failure) {
            throw failure;
        }
        return read;
    }

    @Override
    default EndPoint endPoint() {
        return request().getConnectionMetaData().getConnection().getEndPoint();
    }
}
