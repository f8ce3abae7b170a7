package dev.jprisma.gateway;

import dev.jprisma.gateway.http.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Jetty itself refuses, such as malformed requests, in the form of all other errors. */
final class ProblemErrorHandler extends ErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemErrorHandler.class);

    /** What Jetty says of a request whose client has closed the connection before its end; nobody reads the answer. */
    private static final String CLIENT_GONE = "Early EOF";

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
        if (status != HttpStatus.INTERNAL_SERVER_ERROR_500 && !CLIENT_GONE.equals(message)) {
            LOG.info("Refused a request on port {}: {} {}", Request.getLocalPort(request), status, message);
        }
        String code = status == 431 ? "HEADERS_TOO_LARGE" : status < 500 ? "BAD_REQUEST" : "INTERNAL";
        Problem problem = new Problem(status, code, "The request was refused: " + message + ".");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json").put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(problem.json()), callback);
    }
}
