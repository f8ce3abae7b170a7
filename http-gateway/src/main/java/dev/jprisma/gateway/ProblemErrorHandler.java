package dev.jprisma.gateway;

import dev.jprisma.gateway.http.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, such as malformed requests, in the form of all other errors. */
final class ProblemErrorHandler extends ErrorHandler {

    ProblemErrorHandler() {
        setCacheControl("no-store");
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int status, String message, Throwable cause, Callback callback) {
        String code = status == 431 ? "HEADERS_TOO_LARGE" : status < 500 ? "BAD_REQUEST" : "INTERNAL";
        Problem problem = new Problem(status, code, "The request was refused: " + message + ".");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(problem.json()), callback);
    }
}
