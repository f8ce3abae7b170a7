package dev.jprisma.gateway.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/** A request that Javalin has routed. */
public record JavalinExchange(Context context) implements ParsedExchange {

    @Override
    public Request request() {
        return ServletContextRequest.getServletContextRequest(context.req());
    }

    @Override
    public InputStream bodyStream() throws IOException {
        return context.req().getInputStream();
    }

    @Override
    public String queryParameter(String name) {
        return context.queryParam(name);
    }

    @Override
    public String pathParameter(String name) {
        return context.pathParam(name);
    }

    @Override
    public void setHeader(String name, String value) {
        context.header(name, value);
    }

    @Override
    public void setStatus(int status) {
        context.status(status);
    }

    @Override
    public void setContentType(String contentType) {
        context.res().setContentType(contentType);
    }

    @Override
    public boolean isCommitted() {
        return context.res().isCommitted();
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        context.res().getOutputStream().write(bytes, offset, count);
    }

    @Override
    public void writeLast(byte[] bytes, int offset, int count) throws IOException {
        if (!isCommitted()) {
            context.res().setContentLength(count);
        }
        write(bytes, offset, count);
    }
}
